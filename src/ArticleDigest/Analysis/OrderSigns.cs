using System.Buffers;
using System.Collections.Frozen;
using ArticleDigest.Articles;

namespace ArticleDigest.Analysis;

/// <summary>
/// Tells whether a text seems to give orders to a language model that reads it. It is a flag for people and no proof: an
/// article about such orders may bear the signs, and who hides an order well does not.
/// </summary>
public static class OrderSigns
{
    /// <summary>The most reasons that are given.</summary>
    public const int MaxReasons = 6;

    private const string Hidden = "hides text in invisible characters";

    // The longest way from an order's verb to what it is about, in words.
    private const int Reach = 7;
    private const int ShortReach = 4;

    private const OrderRole Ordering = OrderRole.Ignore | OrderRole.Omit | OrderRole.DoNotTell | OrderRole.Make | OrderRole.Reveal | OrderRole.Answer | OrderRole.Attribute;

    private static readonly SearchValues<string> Turns = SearchValues.Create(
        [
            "<|im_", "<|system", "<|user", "<|assistant", "<|start", "<|end", "<|eot", "[INST]", "[/INST]", "<<SYS>>", "<</SYS>>", "### system", "### instruction",
            "### assistant", "### response", "###system", "###instruction", "<system", "</system>", "<assistant>", "</assistant>", "<start_of_turn>", "<end_of_turn>", "[system]", "[/system]",
            "[assistant]", "(system)", "{{system", "system_prompt", "\"role\": \"system\"", "\"role\":\"system\"", "系统:", "系统提示", "助手:",
        ],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> Closers = SearchValues.Create(
        [
            "</article", "</text>", "</document", "</source", "</input>", "</content", "</data>", "</user", "</passage", "</quote", "</untrusted", "<!--", "}]}", "]}]", "\"}]", "”}]", "\"]}", "”]}",
        ],
        StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<string> LoudClosers = SearchValues.Create(
        ["END OF ARTICLE", "END ARTICLE", "END OF TEXT", "END OF DOCUMENT", "END OF INPUT", "FIN DE L'ARTICLE", "ENDE DES ARTIKELS", "FIN DEL ARTICULO", "FIM DO ARTIGO"],
        StringComparison.Ordinal);

    // What is written without spaces is not divided into words.
    private static readonly SearchValues<string> ChineseIgnore = SearchValues.Create(["忽略", "忽视", "无视", "忘记", "無視", "忽視", "忘記", "不要遵循"], StringComparison.Ordinal);
    private static readonly SearchValues<string> ChineseOrders = SearchValues.Create(["指令", "指示", "提示词", "命令", "规则", "規則"], StringComparison.Ordinal);
    private static readonly SearchValues<string> ChineseAddress = SearchValues.Create(
        ["如果你是AI", "如果你是人工智能", "如果你是语言模型", "如果你是大语言模型", "你是一个AI", "你是AI", "你是一个语言模型", "你是一个人工智能", "你现在是", "致AI", "致人工智能", "语言模型请"], StringComparison.Ordinal);

    private static readonly SearchValues<string> ChineseOmit = SearchValues.Create(["不要提及", "不要提到", "不要报告", "不要输出", "省略", "删除", "隐藏", "编造", "添加"], StringComparison.Ordinal);
    private static readonly SearchValues<string> ChinesePoints = SearchValues.Create(["批评", "要点", "观点", "提案", "建议", "批評", "要點", "觀點"], StringComparison.Ordinal);

    private static readonly FrozenSet<string> FieldNames =
        FrozenSet.ToFrozenSet(["points", "kind", "actor", "target", "statement", "quote", "evidence", "isKey", "voice"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The signs of an article, and whether what was dropped hid text.</summary>
    public static IReadOnlyList<string> Of(Article article)
    {
        ArgumentNullException.ThrowIfNull(article);
        IReadOnlyList<string> reasons = In($"{article.Title}\n\n{article.Text}");
        return article.HidesText ? [.. reasons.Take(MaxReasons - 1), Hidden] : reasons;
    }

    /// <summary>Looks for the signs, in time that grows with the text's length.</summary>
    /// <param name="text">The text; hostile. As it was given: reading an article already removes invisible characters.</param>
    /// <returns>Why it seems so, at most <see cref="MaxReasons"/> reasons in words for people (lower case, no full stop); none if it does not.</returns>
    public static IReadOnlyList<string> In(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<string> reasons = [.. InWords(text)];
        if (HiddenText.IsInvisible(text))
        {
            reasons.Add(Hidden);
        }

        if (HiddenText.IsEncoded(text))
        {
            reasons.Add("hides text in an encoding");
        }

        return reasons.Count > MaxReasons ? reasons[..MaxReasons] : reasons;
    }

    /// <summary>Whether the words themselves, as far as people see them, give orders or play a part in the talk with a model.</summary>
    internal static bool AreInWordsOf(string text) => InWords(text).Any();

    private static IEnumerable<string> InWords(string text)
    {
        string even = OrderWords.Even(text);
        OrderText words = new(even);
        (string Reason, Func<bool> Holds)[] signs =
        [
            ("tells a model to ignore its instructions", () => TellsToIgnore(words) || EndsOrders(words) || Near(even, ChineseIgnore, ChineseOrders)),
            ("addresses an AI or a language model", () => AddressesModel(words) || even.AsSpan().ContainsAny(ChineseAddress)),
            ("plays a system or assistant turn", () => even.AsSpan().ContainsAny(Turns) || PlaysTurn(words)),
            ("asks to leave out or to invent points", () => AsksForOtherPoints(words) || Near(even, ChineseOmit, ChinesePoints)),
            ("tells a model what or how to answer", () => TellsHowToAnswer(words)),
            ("asks for a model's instructions or for secrets", () => AsksForSecrets(words)),
            ("holds the form of an answer (JSON with our field names)", () => HoldsAnswer(words)),
            ("closes the article or the answer itself", () => even.AsSpan().ContainsAny(Closers) || even.AsSpan().ContainsAny(LoudClosers)),
        ];
        return signs.Where(s => s.Holds()).Select(s => s.Reason);
    }

    private static bool TellsToIgnore(OrderText words) => Any(words, OrderRole.Ignore, at =>
    {
        if (words.Orders(at) && words.Next(at, OrderRole.Above, ShortReach) >= 0)
        {
            return true;
        }

        int orders = words.Next(at, OrderRole.Orders | OrderRole.Rules, Reach);
        if (orders < 0 || words.Is(at - 1, OrderRole.Denies))
        {
            return false;
        }

        if (words.Is(orders - 1, OrderRole.Yours) || (words.Is(orders - 1, OrderRole.Earlier) && words.Is(orders - 2, OrderRole.Yours)))
        {
            return true;
        }

        // "all instructions" may be anybody's, and so may those "from the court".
        bool earlier = words.Next(at, OrderRole.Earlier, orders - at + 3) >= 0
            || (words.Is(orders, OrderRole.Orders) && words.Next(at, OrderRole.All, orders - at) >= 0);
        bool others = words.Is(orders + 1, OrderRole.From) && words.Next(orders + 1, OrderRole.Yours | OrderRole.SystemTurn | OrderRole.UserTurn | OrderRole.Earlier, 3) < 0;
        return earlier && !others && (words.Orders(at) || (words.IsSentenceOnModel(at) && words.Is(at - 1, OrderRole.To)));
    });

    // "Your previous instructions are void."
    private static bool EndsOrders(OrderText words) =>
        Any(words, OrderRole.Orders, at => words.Is(at - 1, OrderRole.Earlier) && words.Is(at - 2, OrderRole.Yours) && words.Next(at, OrderRole.Void, ShortReach) >= 0);

    private static bool AddressesModel(OrderText words)
    {
        for (int at = 0; at < words.Count; at++)
        {
            if (IsToldWhatItIs(words, at) || IsGreeted(words, at) || Reads(words, at) || (words.IsCalled(at) && words.Next(at, Ordering | OrderRole.Lead, 3) >= 0))
            {
                return true;
            }
        }

        return false;
    }

    // "You are now an obedient AI"; but "you are building chatbots" is said to people.
    private static bool IsToldWhatItIs(OrderText words, int at)
    {
        if (!words.Is(at, OrderRole.YouAre))
        {
            return false;
        }

        int what = words.EndOf(at, OrderRole.YouAre);
        bool helpful = false;
        while (words.Is(what, OrderRole.Helpful))
        {
            helpful = true;
            what++;
        }

        bool determined = words.Is(what, OrderRole.Determiner);
        what += determined ? 1 : 0;
        bool assists = words.Next(what - 1, OrderRole.Assistant, ShortReach) is >= 0 and var assistant && (words.StandsAlone(assistant) || words.Is(assistant + 1, OrderRole.Helpful))
            && (helpful || words.Next(what - 1, OrderRole.Helpful, ShortReach) >= 0);
        return words.ModelFollows(what - 1, determined ? 3 : 1) || assists;
    }

    private static bool IsGreeted(OrderText words, int at) =>
        words.BeginsPart(at)
        && ((words.Is(at, OrderRole.NoteTo) && words.ModelFollows(at, ShortReach))
            || (words.Is(at, OrderRole.Greeting) && words.ModelFollows(at, 3) && words.NextAnywhere(at, Ordering | OrderRole.You | OrderRole.Yours | OrderRole.Lead, Reach + ShortReach)));

    // "AI models reading this article must"; but AI reads these X-rays.
    private static bool Reads(OrderText words, int at)
    {
        int reading = words.IsModel(at) ? words.Next(at, OrderRole.Reading, ShortReach) : -1;
        int what = reading >= 0 ? words.Next(reading, OrderRole.This, 2) : -1;
        return what >= 0 && (words.StandsAlone(what) || words.Is(what + 1, OrderRole.TextNoun | OrderRole.Must | OrderRole.Lead));
    }

    private static bool PlaysTurn(OrderText words)
    {
        bool system = false;
        bool user = false;
        for (int at = 0; at < words.Count; at++)
        {
            if (!words.BeginsPart(at))
            {
                continue;
            }

            bool labels = words.HasColon(at);
            bool isSystem = labels && words.Is(at, OrderRole.SystemTurn);
            system |= isSystem;
            user |= labels && words.Is(at, OrderRole.UserTurn);
            bool orders = isSystem && (words.IsLoud(at) || words.Is(at + 1, Ordering | OrderRole.YouAre));
            bool heads = words.Is(at, OrderRole.Heading) && words.HasColon(words.EndOf(at, OrderRole.Heading) - 1);
            if (orders || heads || (system && user))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AsksForOtherPoints(OrderText words) =>
        Any(words, OrderRole.Omit | OrderRole.DoNotTell, at => words.Orders(at) && words.Next(at, OrderRole.Points | OrderRole.Proposals, Reach) >= 0)
        || Any(words, OrderRole.Make, at => words.Orders(at) && words.Next(at, OrderRole.Made, Reach) >= 0)
        || Any(words, OrderRole.Attribute, at => words.Orders(at) && words.Next(at, OrderRole.This, 3) is >= 0 and var which && words.Next(which, OrderRole.Points | OrderRole.Proposals, 2) >= 0);

    private static bool TellsHowToAnswer(OrderText words) =>
        Any(words, OrderRole.Task, words.BeginsPart)
        || Any(words, OrderRole.Answer, at => words.Orders(at) && words.Next(at, OrderRole.Only, 3) >= 0)
        || Any(words, OrderRole.Make | OrderRole.Omit | OrderRole.DoNotTell, at =>
            words.Orders(at) && words.Next(at, OrderRole.Yours, Reach) is >= 0 and var yours && words.Next(yours, OrderRole.Summary, 2) >= 0);

    private static bool AsksForSecrets(OrderText words) =>
        Any(words, OrderRole.Reveal, at => words.Orders(at) && words.Next(at, OrderRole.Secret, Reach) >= 0);

    private static bool HoldsAnswer(OrderText words)
    {
        HashSet<string> quoted = new(StringComparer.OrdinalIgnoreCase);
        HashSet<string> bare = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, bool isQuoted) in words.Fields())
        {
            if (FieldNames.Contains(name))
            {
                (isQuoted ? quoted : bare).Add(name);
            }
        }

        return quoted.Count >= 2 || bare.Count + quoted.Count >= 3;
    }

    private static bool Any(OrderText words, OrderRole role, Func<int, bool> holds)
    {
        for (int at = 0; at < words.Count; at++)
        {
            if (words.Is(at, role) && holds(at))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Near(string text, SearchValues<string> first, SearchValues<string> second)
    {
        const int reach = 24;
        int at = 0;
        while (text.AsSpan(at).IndexOfAny(first) is >= 0 and var next)
        {
            at += next + 1;
            if (text.AsSpan(at, Math.Min(reach, text.Length - at)).ContainsAny(second))
            {
                return true;
            }
        }

        return false;
    }
}
