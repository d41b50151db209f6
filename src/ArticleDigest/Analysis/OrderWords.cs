using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace ArticleDigest.Analysis;

/// <summary>What a word or the phrase that it begins may be in an order to a language model.</summary>
[Flags]
internal enum OrderRole : long
{
    None = 0,

    /// <summary>Tells to take no notice: "ignore".</summary>
    Ignore = 1L << 0,

    /// <summary>Orders themselves: "instructions".</summary>
    Orders = 1L << 1,

    /// <summary>Which orders: "previous", "above".</summary>
    Earlier = 1L << 2,

    /// <summary>What came before: "the above".</summary>
    Above = 1L << 3,

    /// <summary>"your".</summary>
    Yours = 1L << 4,

    /// <summary>"you".</summary>
    You = 1L << 5,

    /// <summary>"you are".</summary>
    YouAre = 1L << 6,

    /// <summary>What an order may begin with: "please".</summary>
    Lead = 1L << 7,

    /// <summary>"must", "should" behind "you".</summary>
    Must = 1L << 8,

    /// <summary>"to" before a verb.</summary>
    To = 1L << 9,

    /// <summary>Certainly a model: "chatbot", "language model".</summary>
    Model = 1L << 10,

    /// <summary>AI, if capitals: a model only where no other noun follows ("AI companies").</summary>
    Initials = 1L << 11,

    /// <summary>What may follow the initials: "AI system", "AI reading this".</summary>
    Kin = 1L << 12,

    /// <summary>"assistant".</summary>
    Assistant = 1L << 13,

    /// <summary>What models are told to be: "helpful", "now".</summary>
    Helpful = 1L << 14,

    /// <summary>Tells to leave out: "omit".</summary>
    Omit = 1L << 15,

    /// <summary>Tells not to tell: "do not mention".</summary>
    DoNotTell = 1L << 16,

    /// <summary>What is told of an article: "criticisms".</summary>
    Points = 1L << 17,

    /// <summary>Tells to make: "add", "output".</summary>
    Make = 1L << 18,

    /// <summary>What only a model is told to make: "a point", "JSON".</summary>
    Made = 1L << 19,

    /// <summary>A model makes "your summary".</summary>
    Summary = 1L << 20,

    /// <summary>"answer", as an order.</summary>
    Answer = 1L << 21,

    /// <summary>"only".</summary>
    Only = 1L << 22,

    /// <summary>"reveal".</summary>
    Reveal = 1L << 23,

    /// <summary>What is not to be revealed: "system prompt", "API key".</summary>
    Secret = 1L << 24,

    /// <summary>"dear", "note to".</summary>
    Greeting = 1L << 25,

    /// <summary>"reading", "summarising".</summary>
    Reading = 1L << 26,

    /// <summary>"this".</summary>
    This = 1L << 27,

    /// <summary>Who gives a model its instructions or answers for it, as a label.</summary>
    SystemTurn = 1L << 28,

    /// <summary>Who asks a model, as a label.</summary>
    UserTurn = 1L << 29,

    /// <summary>What orders come under: "new instructions", "system prompt".</summary>
    Heading = 1L << 30,

    /// <summary>Tells to put words in somebody's mouth: "attribute".</summary>
    Attribute = 1L << 31,

    /// <summary>Which orders, weakly: "all" is also said of other orders than a model's.</summary>
    All = 1L << 32,

    /// <summary>What others than models follow, too: "guidelines".</summary>
    Rules = 1L << 33,

    /// <summary>Names another's orders: "instructions from the court".</summary>
    From = 1L << 34,

    /// <summary>What a message for a model is headed with: "note to".</summary>
    NoteTo = 1L << 35,

    /// <summary>"article", "text".</summary>
    TextNoun = 1L << 36,

    /// <summary>"not" before a verb.</summary>
    Denies = 1L << 37,

    /// <summary>"a", "an".</summary>
    Determiner = 1L << 38,

    /// <summary>What can be put in somebody's mouth, and left out by a model: "proposals".</summary>
    Proposals = 1L << 39,

    /// <summary>What orders are said to be: "void".</summary>
    Void = 1L << 40,

    /// <summary>What a model is doing: "when summarising this".</summary>
    Task = 1L << 41,
}

/// <summary>The words of orders in the languages that are read, and the obvious ones of others.</summary>
internal static class OrderWords
{
    private static readonly FrozenDictionary<string, Phrase[]> ByFirst = Build();

    private static readonly FrozenDictionary<string, Phrase[]>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        ByFirst.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The phrases that a word begins, itself included; none for most.</summary>
    public static ReadOnlySpan<Phrase> From(ReadOnlySpan<char> word) => Lookup.TryGetValue(word, out Phrase[]? phrases) ? phrases : [];

    /// <summary>Letters without accents and kinds, and no invisible characters; capitals stay.</summary>
    public static string Even(string text)
    {
        StringBuilder visible = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            // Many marks on one letter would be sorted for long.
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark)
                && rune.Value != 0xFFFE)
            {
                visible.Append(rune.ToString());
            }
        }

        string decomposed = visible.ToString().Normalize(NormalizationForm.FormKD);
        visible.Clear();
        foreach (char c in decomposed)
        {
            if (char.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark)
            {
                visible.Append(c);
            }
        }

        return visible.ToString();
    }

    private static FrozenDictionary<string, Phrase[]> Build()
    {
        (OrderRole Role, string Phrases)[] table =
        [
            (OrderRole.Ignore,
                "ignore, disregard, forget, override, bypass, do not follow, don't follow, do not obey, stop following, pay no attention to, "
                + "ignorez, ignorer, oublie, oubliez, oublier, ne tenez pas compte, ne tiens pas compte, ne tenez aucun compte, faites abstraction, fais abstraction, ne suis pas, ne suivez pas, "
                + "ignoriere, ignoriert, ignorieren, vergiss, vergesst, vergessen, missachte, missachten, befolge nicht, befolgen Sie nicht, "
                + "ignora, ignoren, ignorad, ignorar, olvida, olvide, olviden, olvidar, haz caso omiso, haga caso omiso, hagan caso omiso, no sigas, no siga, descarta, descarte, "
                + "ignorem, esqueça, esquece, esquecer, desconsidere, desconsidera, não siga, não sigas, "
                + "игнорируй, игнорируйте, игнорировать, проигнорируй, проигнорируйте, забудь, забудьте, не обращай внимания, не обращайте внимания"),
            (OrderRole.Orders,
                "instruction, instructions, prompt, prompts, system prompt, consignes, consigne, Anweisung, Anweisungen, Instruktionen, Systemprompt, instrucción, instrucciones, indicaciones, instrução, instruções, orientações, инструкции, инструкций, указания, указаний"),
            (OrderRole.Earlier,
                "previous, prior, above, earlier, preceding, foregoing, former, system, original, initial, own, safety, hidden, given, "
                + "précédentes, précédents, précédente, antérieures, dessus, reçues, vorherigen, bisherigen, vorigen, obigen, früheren, vorangegangenen, vorstehenden, "
                + "anteriores, anterior, previas, previos, recibidas, prévias, acima, recebidas, предыдущие, предыдущих, прежние, прежних, выше"),
            (OrderRole.Above, "above, previous text, above text, previous content, preceding text, texte précédent, vorherigen Text, obigen Text, texto anterior, предыдущий текст, ci-dessus, précède, Obige, Obigen, Vorstehende, lo anterior, todo lo anterior, o acima, tudo acima, вышесказанное, everything before, everything you were told, everything you have been told"),
            (OrderRole.Yours, "your, tes, ton, ta, vos, votre, deine, deinen, deiner, deinem, dein, Ihre, Ihren, Ihrer, tus, tu, sus instrucciones, suas, teu, tua, tuas, teus, твои, твоих, ваши, ваших, свои, своих"),
            (OrderRole.You, "you, vous, tu, du, Sie, usted, tú, você, ты, вы"),
            (OrderRole.YouAre, "you are, you're, you will act, you act as, tu es, vous êtes, du bist, Sie sind, wenn du, falls du, wenn Sie, falls Sie, bist du, sind Sie, eres, usted es, você é, tu és, ты, вы, si eres, from now on you, ab jetzt bist du, ab sofort bist du"),
            (OrderRole.Lead, "please, now, instead, bitte, plaît, favor, maintenant, jetzt, ahora, agora, пожалуйста, теперь, debes, just, simply, kindly, immediately"),
            (OrderRole.Must, "must, should, shall, will, may, have, devez, dois, musst, sollst, müssen, sollen, debe, debes, deve, deves, должен, должна, должны"),
            (OrderRole.To, "to, zu, de, d, à, para, a"),
            (OrderRole.Model,
                "chatbot, chatbots, LLM, LLMs, GPT, ChatGPT, language model, language models, AI model, AI models, AI assistant, AI assistants, AI agent, AI agents, AI system, AI systems, AI reader, AI readers, AI summariser, AI summarizer, automated summariser, automated summarizer, large language model, "
                + "modèle de langage, modèles de langage, modèle de langue, modèle linguistique, assistant IA, agent IA, robot conversationnel, intelligence artificielle qui, "
                + "Sprachmodell, Sprachmodelle, KI-Modell, KI-Modelle, KI-Assistent, KI-Assistenten, KI-System, KI-Systeme, "
                + "modelo de lenguaje, modelos de lenguaje, modelo de IA, asistente de IA, modelo de linguagem, modelos de linguagem, assistente de IA, inteligencia artificial que, inteligência artificial que, "
                + "языковая модель, языковой модели, языковую модель, языковым моделям, нейросеть, чат-бот, чатбот"),
            (OrderRole.Initials,
                "AI, KI, IA, ИИ, DAN"),
            (OrderRole.Kin,
                "model, models, assistant, assistants, system, systems, agent, agents, tool, tools, bot, bots, reader, readers, that, which, who, qui, que, die, générative"),
            (OrderRole.Assistant, "assistant, bot, mode, assistent, Assistent, asistente, assistente, ассистент, помощник"),
            (OrderRole.Helpful, "helpful, now, unrestricted, obedient, utile, désormais, maintenant, hilfreicher, nun, jetzt, ab, útil, ahora, agora, полезный, теперь"),
            (OrderRole.Omit,
                "omit, exclude, suppress, leave out, skip, hide, omets, omettez, passe sous silence, passez sous silence, laisse de côté, laissez de côté, "
                + "verschweige, verschweigen Sie, unterschlage, unterschlagen Sie, omite, omita, omitan, oculta, oculte, deja fuera, deje fuera, deixe de fora, deixa de fora, "
                + "опусти, опустите, пропусти, пропустите, исключи, исключите, скрой"),
            (OrderRole.DoNotTell,
                "do not mention, don't mention, never mention, do not report, don't report, do not include, don't include, do not list, do not extract, do not output, never report, never include, "
                + "ne mentionne, ne mentionnez, ne cite, ne citez, ne rapporte, ne rapportez, n'indique, n'indiquez, n'inclus, n'incluez, ne signale, ne signalez, "
                + "erwähne keine, erwähne nicht, erwähne die, erwähnen Sie keine, erwähnen Sie nicht, erwähnen Sie die, nenne keine, nennen Sie keine, gib keine, gib die, geben Sie keine, berichte nicht, "
                + "no menciones, no mencione, no mencionen, no incluyas, no incluya, no cites, não mencione, não menciones, não inclua, não cite, não relate, "
                + "не упоминай, не упоминайте, не включай, не включайте, не сообщай, не выводи"),
            (OrderRole.Points,
                "point, points, criticism, criticisms, critics, objections, opposition, critique, critiques, Kritik, Kritiken, Punkte, Punkt, Einwände, "
                + "crítica, críticas, puntos, pontos, критику, критики, критика, пункты, пункт"),
            (OrderRole.Make,
                "invent, fabricate, make up, add, insert, include, output, return, respond with, reply with, answer with, generate, append, extract, "
                + "invente, inventez, ajoute, ajoutez, insère, insérez, renvoie, renvoyez, erfinde, erfinden Sie, füge, fügen Sie, gib, geben Sie, "
                + "inventa, inventen, añade, añada, agrega, agregue, devuelve, devuelva, acrescente, acrescenta, adicione, devolva, retorne, "
                + "придумай, придумайте, добавь, добавьте, выведи, выведите, верни, верните"),
            (OrderRole.Made,
                "a point, the point, points, empty list, empty array, JSON, digest, markdown image, following link, this link, this image, following proposal, following criticism, following point, "
                + "un point, liste vide, proposition suivante, critique suivante, lien suivant, einen Punkt, leere Liste, folgenden Vorschlag, folgende Kritik, folgenden Link, "
                + "un punto, lista vacía, siguiente propuesta, siguiente crítica, siguiente enlace, um ponto, lista vazia, seguinte proposta, seguinte crítica, seguinte link, "
                + "пункт, пункты, пустой список"),
            (OrderRole.Summary,
                "summary, output, résumé, Zusammenfassung, resumen, resumo, сводку, сводке"),
            (OrderRole.Answer,
                "respond, reply, answer, réponds, répondez, antworte, antworten Sie, responde, responda, отвечай, отвечайте, ответь, ответьте"),
            (OrderRole.Only, "only, solely, exclusively, uniquement, exclusivement, seulement, nur, ausschließlich, solo, sólo, únicamente, apenas, somente, только"),
            (OrderRole.Reveal,
                "reveal, tell me, print, repeat, output, show, display, disclose, send, leak, expose, quote, include, révèle, révélez, affiche, affichez, répète, répétez, zeige, zeigen Sie, verrate, verraten Sie, gib, geben Sie, wiederhole, "
                + "muestra, muestre, revela, revele, repite, repita, mostre, mostra, repita, imprima, покажи, покажите, раскрой, раскройте, повтори, повторите, выведи"),
            (OrderRole.Secret,
                "system prompt, your prompt, your instructions, your system prompt, your initial instructions, API key, API keys, environment variables, hidden instructions, hidden prompt, hidden prompts, original prompt, developer message, "
                + "prompt système, invite système, tes instructions, vos instructions, clé API, clés API, Systemprompt, System-Prompt, deine Anweisungen, Ihre Anweisungen, API-Schlüssel, "
                + "prompt del sistema, tus instrucciones, clave API, claves API, prompt do sistema, prompt de sistema, suas instruções, chave de API, chaves de API, "
                + "системный промпт, системную подсказку, свои инструкции, ключ API, ключи API, API-ключ, API-ключи"),
            (OrderRole.Greeting,
                "dear, hey, hello, hi, attention, cher, chère, liebe, lieber, liebes, Achtung, an alle, an die, querida, querido, estimada, estimado, atención, atenção, внимание, дорогая, уважаемая"),
            (OrderRole.Reading,
                "reading, reads, read, processing, processes, summarising, summarizing, summarises, summarizes, analysing, analyzing, analyses, parsing, extracting, "
                + "lit, lisez, lisant, résume, traite, analyse, liest, lesen, zusammenfasst, verarbeitet, auswertet, lee, lees, leyendo, resume, procesa, analiza, lê, lendo, processa, analisa, читает, читающая, обрабатывает, анализирует"),
            (OrderRole.This, "this, these, following, ce, cet, cette, ces, diesen, dieses, diese, dies, den Text, este, esta, esto, estes, isto, этот, эту, это"),
            (OrderRole.SystemTurn, "system, assistant, developer, système, Assistent, sistema, asistente, assistente, система, ассистент, ИИ"),
            (OrderRole.UserTurn, "user, human, utilisateur, Benutzer, Nutzer, usuario, usuário, пользователь"),
            (OrderRole.Heading,
                "new instruction, new instructions, updated instructions, system prompt, system message, system override, system instruction, system instructions, system note, system command, admin override, developer message, developer mode, "
                + "nouvelle instruction, nouvelles instructions, message système, instruction système, neue Anweisung, neue Anweisungen, Systemnachricht, Systemanweisung, Systemmeldung, "
                + "nueva instrucción, nuevas instrucciones, mensaje del sistema, instrucción del sistema, nova instrução, novas instruções, mensagem do sistema, instrução do sistema, "
                + "новая инструкция, новые инструкции, системное сообщение, системная инструкция"),
            (OrderRole.All, "all, any, every, toutes, tous, alle, sämtliche, todas, todos, все, всех"),
            (OrderRole.Rules, "guidelines, directives, commands, rules, règles, Vorgaben, Befehle, Regeln, directrices, reglas, órdenes, diretrizes, regras, команды, правила"),
            (OrderRole.From, "from, of, by, given by, issued, du, des, de, von, vom, der, del, por, do, da, dos, от"),
            (OrderRole.NoteTo,
                "note to, message to, message for, instructions for, instruction to, instruction for, notice to, note à, note pour, message à, consigne à, consignes pour, "
                + "Hinweis an, Nachricht an, Anweisung an, Anweisungen für, nota para, aviso a, aviso para, mensaje para, mensagem para, instrução para, instruções para, instrucciones para, сообщение для, инструкция для, for any, to any, to every, to all"),
            (OrderRole.TextNoun, "article, text, page, document, passage, story, speech, message, texte, Artikel, Text, artículo, texto, artigo, página, статью, текст"),
            (OrderRole.Denies, "not, t, never, nicht, nie, niemals, pas, ne, n, no, nunca, não, не, никогда"),
            (OrderRole.Determiner, "a, an, the, any, un, une, ein, eine, una, um, uma"),
            (OrderRole.Proposals, "proposal, proposals, propositions, proposition, Vorschläge, Vorschlag, propuesta, propuestas, proposta, propostas, предложения, statement, quote, words"),
            (OrderRole.Void, "void, cancelled, canceled, revoked, invalid, obsolete, suspended, nulles, annulées, ungültig, aufgehoben, anuladas, nulas, canceladas, отменены, недействительны"),
            (OrderRole.Task,
                "when summarising this, when summarizing this, when analysing this, when analyzing this, when processing this, when you summarise, when you summarize, if you summarise, if you summarize, if you are summarising, if you are summarizing, "
                + "in any summary of this, en résumant cet article, en résumant ce texte, si vous résumez, si tu résumes, lorsque vous résumez, beim Zusammenfassen dieses, wenn du diesen Text, wenn du diesen Artikel, wenn Sie diesen Text zusammenfassen, "
                + "al resumir este, al resumir esta, si resumes este, ao resumir este, ao resumir esta, se você resumir, при пересказе этого, пересказывая этот, если ты пересказываешь"),
            (OrderRole.Attribute, "attribute, ascribe, attribue, attribuez, schreibe, schreiben Sie, ordne, atribuye, atribuya, atribua, припиши, припишите"),
        ];

        Dictionary<string, List<Phrase>> byFirst = new(StringComparer.OrdinalIgnoreCase);
        foreach ((OrderRole role, string phrases) in table)
        {
            foreach (string phrase in phrases.Split(", "))
            {
                string[] words = Even(phrase).Split([' ', '-', '\''], StringSplitOptions.RemoveEmptyEntries);
                if (!byFirst.TryGetValue(words[0], out List<Phrase>? known))
                {
                    byFirst.Add(words[0], known = []);
                }

                known.Add(new Phrase(words, role));
            }
        }

        return byFirst.ToFrozenDictionary(p => p.Key, p => p.Value.ToArray(), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Words that play a role together.</summary>
    internal sealed record Phrase(string[] Words, OrderRole Role);
}
