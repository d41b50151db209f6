using System.Collections.Frozen;

namespace ArticleDigest.Letters;

/// <summary>
/// How the shared parts of mail and page look: by inline styles in a mail, where little else is honoured, by classes of
/// one style sheet on a page, whose content security policy forbids inline ones.
/// </summary>
public sealed class Look
{
    private const string Sans = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;";
    private const string Serif = "font-family:Georgia,'Times New Roman',serif;";
    private const string Wrap = "overflow-wrap:anywhere;word-break:break-word;";

    /// <summary>
    /// The style sheet of a mail: what inline styles cannot say. Mail programs that do not know it show the light look.
    /// </summary>
    internal const string MailSheet = """
        :root{color-scheme:light dark;supported-color-schemes:light dark}
        @media (max-width:480px){.sheet{padding:24px 18px 28px!important}.frame{padding:0!important}.title{font-size:26px!important}}
        @media (prefers-color-scheme:dark){
        .body,.frame{background-color:#14161a!important}
        .sheet{background-color:#1b1e23!important;border-color:#2c3037!important}
        .title,.heading,.who,.statement,.quote,.drop,.lead,.summary,.line{color:#e9e7e2!important}
        .quote{color:#cfcdc8!important}
        .eyebrow,.covers,.source,.also,.more,.headline,.became,.came,.note,.foot,.column,.details,.kind,.relation,.brief,.brief-under{color:#a9aeb6!important}
        .news{color:#e0c48a!important}.under,.brief-under{border-color:#33383f!important}
        .arrow{color:#8f959e!important}
        .kind-proposals{border-color:#5f93a8!important}.kind-criticisms{border-color:#c07d6b!important}
        .heading,.cell,.column,.foot{border-color:#33383f!important}
        .fault{color:#e6a797!important}
        .tag{color:#e9e7e2!important;background-color:#33383f!important}
        .link{color:#8fc4d8!important}
        }
        """;

    private readonly FrozenDictionary<string, KeyValuePair<string, object>[]>? _styles;

    private Look(FrozenDictionary<string, KeyValuePair<string, object>[]>? styles) => _styles = styles;

    /// <summary>The look of a mail.</summary>
    public static Look Mail { get; } = new(MailStyles().ToFrozenDictionary(
        s => s.Part,
        s => new KeyValuePair<string, object>[] { new("class", s.Part), new("style", s.Style) },
        StringComparer.Ordinal));

    /// <summary>The look of a page.</summary>
    public static Look Page { get; } = new(null);

    /// <summary>The attributes of a part's element.</summary>
    /// <exception cref="KeyNotFoundException">A mail has no style for the part.</exception>
    public IEnumerable<KeyValuePair<string, object>> this[string part] =>
        _styles is null ? [new KeyValuePair<string, object>("class", part)] : _styles[part];

    private static (string Part, string Style)[] MailStyles() =>
    [
        // Fonts and line breaking are inherited, but by table cells only in some mail programs, so each cell begins anew.
        ("body", "margin:0;padding:0;background-color:#f3f2ee;-webkit-text-size-adjust:100%;"),
        ("frame", "padding:24px 12px;background-color:#f3f2ee;"),
        ("sheet", Sans + "padding:36px 40px 40px;background-color:#ffffff;border:1px solid #e4e2dc;text-align:left;" + Wrap),
        ("hidden", "display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;font-size:1px;line-height:1px;mso-hide:all;"),
        ("eyebrow", "margin:0 0 6px;font-size:14px;line-height:20px;color:#5a6068;"),
        ("title", Serif + "margin:0 0 18px;font-size:30px;line-height:36px;font-weight:normal;color:#1b1d20;"),
        ("lead", "margin:0 0 6px;font-size:17px;line-height:26px;color:#1b1d20;"),
        ("covers", "margin:0;font-size:14px;line-height:21px;color:#5a6068;"),
        ("heading", Serif + "margin:36px 0 20px;padding:0 0 8px;border-bottom:1px solid #dddbd4;font-size:21px;line-height:28px;font-weight:normal;color:#1b1d20;"),
        ("lines", "margin:0;padding:0 0 0 18px;"),
        ("line", "margin:0 0 10px;padding:0;font-size:16px;line-height:24px;color:#1b1d20;"),
        ("details", "font-size:13px;line-height:19px;color:#5a6068;"),
        ("entry", "margin:0 0 28px;"),
        ("under", "margin:0 0 28px;padding:0 0 0 22px;border-left:1px solid #dddbd4;"),
        ("brief", "margin:0 0 14px;font-size:14px;line-height:21px;color:#4a5057;"),
        ("brief-under", "margin:0 0 14px;padding:0 0 0 22px;border-left:1px solid #dddbd4;font-size:14px;line-height:21px;color:#4a5057;"),
        ("kind", "font-weight:normal;color:#5a6068;"),
        ("news", "margin:-6px 0 12px;font-size:14px;line-height:21px;color:#7a5410;"),
        ("relation", "margin:6px 0 0;font-size:14px;line-height:21px;color:#4a5057;"),
        ("who", "margin:0 0 3px;font-size:14px;line-height:21px;font-weight:bold;color:#1b1d20;"),
        ("arrow", "font-weight:normal;color:#6b7179;"),
        ("statement", "margin:0 0 12px;font-size:17px;line-height:25px;color:#1b1d20;"),
        ("quotes", "width:100%;margin:0 0 12px;table-layout:fixed;border-collapse:separate;"),
        ("kind-proposals", Sans + "padding:1px 0 1px 16px;border-left:2px solid #2f6478;"),
        ("kind-criticisms", Sans + "padding:1px 0 1px 16px;border-left:2px solid #9c4a36;"),
        ("blockquote", "margin:0;padding:0;"),
        ("quote", Serif + "margin:0 0 4px;font-size:15px;line-height:23px;color:#3b4046;"),
        ("source", "margin:0;font-size:13px;line-height:19px;color:#5a6068;"),
        ("also", "margin:0;font-size:13px;line-height:19px;color:#5a6068;"),
        ("more", "margin:0;font-size:14px;line-height:21px;color:#5a6068;"),
        ("summary", "margin:0 0 14px;font-size:15px;line-height:23px;color:#1b1d20;"),
        ("account", "width:100%;margin:0 0 14px;table-layout:fixed;border-collapse:collapse;"),
        ("column", Sans + "padding:0 10px 6px 0;border-bottom:1px solid #dddbd4;text-align:left;vertical-align:bottom;font-size:13px;line-height:18px;font-weight:normal;color:#5a6068;"),
        ("cell", Sans + "padding:9px 10px 9px 0;border-bottom:1px solid #eceae4;text-align:left;vertical-align:top;font-weight:normal;"),
        ("came", "margin:0 0 14px;padding:0 0 0 18px;font-size:14px;line-height:23px;color:#4a5057;"),
        ("drop", "font-size:14px;line-height:20px;color:#1b1d20;"),
        ("headline", "font-size:13px;line-height:19px;color:#5a6068;"),
        ("became", "font-size:14px;line-height:20px;color:#4a5057;"),
        ("fault", "font-size:14px;line-height:20px;color:#8f3d2a;"),
        ("tag", "padding:1px 6px;border-radius:3px;font-size:12px;line-height:18px;white-space:nowrap;color:#1b1d20;background-color:#eceae4;"),
        ("note", "margin:0 0 6px;font-size:14px;line-height:21px;color:#4a5057;"),
        ("foot", "margin:32px 0 0;padding:14px 0 0;border-top:1px solid #dddbd4;font-size:13px;line-height:19px;color:#5a6068;"),
        ("link", "color:#1f5b70;text-decoration:underline;"),
    ];
}
