import Testing

@testable import Wording

/// A sentence of a language, and what it must or must not show.
struct LanguageSentence: Sendable, CustomTestStringConvertible {
  var language: String
  var side: TextSide
  var text: String
  var shows: Marks = []
  var hides: Marks = []

  var testDescription: String { "\(language): \(text)" }

  static func says(_ language: String, _ mark: Marks, _ texts: String...) -> [Self] {
    texts.map { Self(language: language, side: .customer, text: $0, shows: mark) }
  }

  static func doesNotSay(_ language: String, _ mark: Marks, _ texts: String...) -> [Self] {
    texts.map { Self(language: language, side: .customer, text: $0, hides: mark) }
  }

  static func bot(_ language: String, _ mark: Marks, _ texts: String...) -> [Self] {
    texts.map { Self(language: language, side: .bot, text: $0, shows: mark) }
  }

  static func botDoesNot(_ language: String, _ mark: Marks, _ texts: String...) -> [Self] {
    texts.map { Self(language: language, side: .bot, text: $0, hides: mark) }
  }
}

extension LanguageSentence {
  static let german =
    says(
      "de",
      .humanRequest,
      "Einen echten Menschen bitte",
      "mitarbeiter bitte",
      "Kann ich bitte mit einem Menschen sprechen?",
      "Verbinden Sie mich mit einem Mitarbeiter",
      "ich will nicht mit einem Bot reden",
      "gibt es hier einen echten Menschen?",
      "moechte mit jemandem vom Support sprechen",
      "Ich brauche einen Ansprechpartner",
      "können Sie mich an einen Kollegen weiterleiten",
      "keine Lust auf Bot, Kundenservice bitte"
    )
    + doesNotSay(
      "de",
      .humanRequest,
      "Ich möchte nicht mit einem Menschen sprechen",
      "Bist du ein Mensch?",
      "Spreche ich mit einem Menschen?",
      "Der Mitarbeiter hat gesagt, es dauert fünf Tage",
      "Ich kaufe keine Computer",
      "wie viele Personen können mitfahren",
      "Sprechen Sie Deutsch?"
    )
    + says(
      "de",
      .failure,
      "Das beantwortet meine Frage nicht.",
      "das hat leider nicht geholfen",
      "es geht immer noch nicht",
      "Das ist keine Lösung",
      "funktioniert nicht",
      "Sie verstehen mich nicht",
      "schon wieder die gleiche Meldung"
    )
    + says(
      "de",
      .resolution,
      "Super, es funktioniert jetzt",
      "Problem gelöst",
      "Das hat geholfen, danke",
      "jetzt geht es wieder",
      "meine Frage ist damit beantwortet"
    )
    + doesNotSay(
      "de",
      .resolution,
      "es funktioniert nicht",
      "Es klappt leider nicht",
      "jetzt geht gar nichts",
      "hat nicht geholfen",
      "Wann ist das Problem gelöst?",
      "hoffentlich klappt es jetzt"
    )
    + says("de", .courtesyOnly, "Vielen Dank!", "Danke für Ihre Hilfe", "alles klar, danke")
    + doesNotSay("de", .courtesyOnly, "ja", "nein", "Danke, aber wo ist meine Rechnung?")
    + says("de", .profanity, "so eine Scheiße", "Arschloch")
    + doesNotSay("de", [.profanity, .mildProfanity], "Das ist Mist gewesen", "der dicke Brief")
    + bot(
      "de",
      .handoffNotice,
      "Ich verbinde Sie mit einem Mitarbeiter.",
      "Ein Kollege meldet sich gleich bei Ihnen"
    )
    + bot("de", .noMatch, "Das habe ich leider nicht verstanden.", "Ich verstehe Ihre Frage nicht")
    + bot("de", .closing, "Kann ich sonst noch etwas für Sie tun?")
    + bot("de", .survey, "Wie zufrieden waren Sie mit dem Chat?")
    + botDoesNot(
      "de",
      [.handoffNotice, .noMatch, .autoAck, .survey, .closing],
      "Möchten Sie mit einem Mitarbeiter verbunden werden?",
      "Die Rückerstattung dauert fünf bis sieben Tage.",
      "Wir haben keine Antwort der Bank erhalten."
    )

  static let spanish =
    says(
      "es",
      .humanRequest,
      "quiero hablar con una persona",
      "agente porfavor",
      "Agente por favor",
      "necesito un asesor",
      "me pueden comunicar con un agente?",
      "hay alguna persona real?",
      "no quiero hablar con un robot",
      "pásame con alguien de soporte",
      "atención al cliente",
      "quiero hablar con un humano real",
      "servicio humano"
    )
    + doesNotSay(
      "es",
      .humanRequest,
      "eres una persona?",
      "estoy hablando con un humano?",
      "no quiero hablar con un agente",
      "recursos humanos",
      "hablas español?",
      "ya hablé con un agente ayer",
      "el agente me dijo cinco días",
      "para cuántas personas es"
    )
    + says(
      "es",
      .failure,
      "no funciona",
      "eso no me ayuda",
      "no es lo que pregunté",
      "sigue sin funcionar",
      "no me sirve",
      "el mismo error otra vez",
      "no entiendes nada"
    )
    + says("es", .resolution, "ya funciona, gracias", "problema resuelto", "listo ya quedó")
    + doesNotSay(
      "es",
      .resolution,
      "no se ha resuelto",
      "cuando se resuelva",
      "espero que funcione"
    )
    + says("es", .courtesyOnly, "muchas gracias", "vale, gracias", "Gracias por su ayuda")
    + says("es", .profanity, "vete a la mierda", "hijo de puta")
    + doesNotSay("es", [.profanity, .mildProfanity], "mi pedido retrasado", "con una persona")
    + bot("es", .handoffNotice, "Te paso con un agente", "En breve le atenderá un asesor")
    + bot("es", .noMatch, "Lo siento, no te he entendido", "¿Puedes reformular tu pregunta?")
    + bot("es", .closing, "¿Hay algo más en lo que pueda ayudarle?")
    + botDoesNot(
      "es",
      [.handoffNotice, .closing, .noMatch],
      "¿Quiere que le pase con un agente?",
      "Por favor, envíe su número de pedido."
    )

  static let french =
    says(
      "fr",
      .humanRequest,
      "parler à un conseiller",
      "je veux parler à quelqu'un",
      "passez moi un conseiller",
      "je ne veux pas parler à un robot",
      "conseiller svp",
      "y a-t-il un vrai humain ?",
      "Contacter le service client",
      "J'ai besoin d'aide humaine"
    )
    + doesNotSay(
      "fr",
      .humanRequest,
      "êtes-vous un humain ?",
      "est-ce que je parle à un robot",
      "je ne veux pas parler à un conseiller",
      "ressources humaines",
      "parlez-vous français",
      "j'ai déjà parlé à un conseiller",
      "combien de personnes"
    )
    + says(
      "fr",
      .failure,
      "ça ne marche pas",
      "ca marche pas",
      "vous n'avez pas répondu à ma question",
      "toujours le même problème",
      "ce n'est pas ma question",
      "vous ne comprenez rien"
    )
    + says("fr", .resolution, "ça marche maintenant, merci", "problème résolu", "c'est réglé")
    + doesNotSay("fr", .resolution, "ce n'est pas réglé", "ça ne marche toujours pas")
    + says("fr", .courtesyOnly, "merci beaucoup", "d'accord merci", "Merci pour votre aide")
    + says("fr", .profanity, "putain de robot", "bande de connards")
    + doesNotSay("fr", [.profanity, .mildProfanity], "je ne trouve nulle part", "un bon repas")
    + bot("fr", .handoffNotice, "Je vous mets en relation avec un conseiller")
    + bot("fr", .noMatch, "Je n'ai pas compris votre question", "Pouvez-vous reformuler ?")
    + bot("fr", .closing, "Avez-vous d'autres questions ?")
    + botDoesNot("fr", .handoffNotice, "Souhaitez-vous parler à un conseiller ?")

  static let portuguese =
    says(
      "pt",
      .humanRequest,
      "quero falar com um atendente",
      "atendente",
      "falar com uma pessoa",
      "gostava de falar com um assistente humano",
      "não quero falar com robô",
      "me transfere para um humano",
      "preciso de atendimento humano",
      "contactar o apoio ao cliente"
    )
    + doesNotSay(
      "pt",
      .humanRequest,
      "você é um robô?",
      "estou falando com uma pessoa?",
      "não quero falar com atendente",
      "recursos humanos",
      "foi oferecido por uma pessoa amiga",
      "já falei com um atendente ontem"
    )
    + says(
      "pt",
      .failure,
      "não funciona",
      "isso não ajudou",
      "não era isso que eu perguntei",
      "continua com o mesmo erro",
      "não resolveu",
      "vocês não entendem nada"
    )
    + says("pt", .resolution, "agora funcionou, obrigado", "problema resolvido", "deu certo agora")
    + doesNotSay(
      "pt",
      .resolution,
      "não foi resolvido",
      "ainda não funcionou",
      "quando for resolvido"
    )
    + says("pt", .courtesyOnly, "muito obrigado", "obrigada pela ajuda", "ok, valeu")
    + says("pt", .profanity, "que merda", "vai tomar no cu")
    + doesNotSay("pt", [.profanity, .mildProfanity], "caiu no lixo eletrônico", "de novo")
    + bot(
      "pt",
      .handoffNotice,
      "Vou transferir você para um atendente",
      "Vou encaminhá-lo para um colega"
    )
    + bot("pt", .noMatch, "Desculpe, não entendi", "Poderia reformular a pergunta?")
    + bot("pt", .closing, "Posso ajudar em mais alguma coisa?")
    + botDoesNot(
      "pt",
      [.closing, .handoffNotice],
      "Por favor, informe o número do pedido.",
      "Deseja falar com um atendente?"
    )

  static let italian =
    says(
      "it",
      .humanRequest,
      "vorrei parlare con un operatore",
      "operatore",
      "passatemi un operatore",
      "voglio parlare con una persona vera",
      "non voglio parlare con un bot",
      "assistenza clienti",
      "c'è un vero umano?",
      "mi può passare un consulente?"
    )
    + doesNotSay(
      "it",
      .humanRequest,
      "sei un umano?",
      "sto parlando con un robot?",
      "risorse umane",
      "non voglio parlare con un operatore",
      "parli italiano?",
      "ho già parlato con un operatore"
    )
    + says(
      "it",
      .failure,
      "non funziona",
      "non hai risposto alla mia domanda",
      "ancora lo stesso problema",
      "non mi ha aiutato",
      "non è quello che ho chiesto"
    )
    + says("it", .resolution, "ora funziona, grazie", "problema risolto", "ha funzionato")
    + doesNotSay(
      "it",
      .resolution,
      "non ha funzionato",
      "non è stato risolto",
      "quando sarà risolto"
    )
    + says("it", .courtesyOnly, "grazie mille", "va bene, grazie", "perfetto grazie")
    + says("it", .profanity, "vaffanculo", "che cazzo dici")
    + bot("it", .handoffNotice, "La metto in contatto con un operatore")
    + bot("it", .noMatch, "Mi dispiace, non ho capito", "Puoi riformulare la domanda?")
    + bot("it", .closing, "Posso aiutarti in altro?")
    + botDoesNot("it", .handoffNotice, "Vuole parlare con un operatore?")

  static let dutch =
    says(
      "nl",
      .humanRequest,
      "ik wil een medewerker spreken",
      "medewerker",
      "medewerker aub",
      "kan ik met een mens praten",
      "verbind me door met een medewerker",
      "klantenservice",
      "ik wil niet met een robot praten",
      "is er een echt mens?"
    )
    + doesNotSay(
      "nl",
      .humanRequest,
      "ben je een mens?",
      "praat ik met een robot?",
      "ik wil niet met een medewerker spreken",
      "de medewerker zei vijf dagen",
      "hoeveel personen kunnen mee"
    )
    + says(
      "nl",
      .failure,
      "het werkt niet",
      "dat helpt niet",
      "dat is niet wat ik vroeg",
      "nog steeds hetzelfde probleem",
      "je begrijpt me niet"
    )
    + says("nl", .resolution, "het werkt nu, bedankt", "probleem opgelost", "het is gelukt")
    + doesNotSay(
      "nl",
      .resolution,
      "het werkt niet",
      "het is niet opgelost",
      "het werkt nu ook niet"
    )
    + says("nl", .courtesyOnly, "dank je wel", "oké bedankt", "hartelijk dank")
    + says("nl", .profanity, "godverdomme", "wat een klootzak")
    + bot("nl", .handoffNotice, "Ik verbind u door met een medewerker")
    + bot("nl", .noMatch, "Sorry, dat heb ik niet begrepen", "Kunt u de vraag anders formuleren?")
    + bot("nl", .closing, "Kan ik verder nog iets voor u doen?")
    + botDoesNot("nl", .handoffNotice, "Wilt u met een medewerker spreken?")

  static let chinese =
    says(
      "zh",
      .humanRequest,
      "人工客服",
      "转人工",
      "我要找人工",
      "請幫我轉接真人",
      "我想和真人说话",
      "有没有真人客服",
      "不要机器人，叫客服",
      "联系客服",
      "我想和一个真正的人类谈谈"
    )
    + doesNotSay(
      "zh",
      .humanRequest,
      "你是真人吗",
      "人工智能是什么",
      "不用转人工了",
      "我要退款",
      "昨天人工客服说三天到"
    )
    + says(
      "zh",
      .failure,
      "还是不行",
      "没有解决我的问题",
      "答非所问",
      "没用",
      "一直打不开",
      "这不是我要问的"
    )
    + says("zh", .resolution, "问题解决了，谢谢", "现在可以了", "已经好了")
    + doesNotSay("zh", .resolution, "没有解决", "什么时候解决", "还没好")
    + says("zh", .courtesyOnly, "谢谢", "好的，谢谢", "謝謝您")
    + says("zh", .profanity, "傻逼客服", "滚")
    + doesNotSay("zh", [.profanity, .mildProfanity], "我操作了两次", "妈妈的账户", "今日你好")
    + bot("zh", .handoffNotice, "正在为您转接人工客服，请稍等", "为您转接到专员")
    + bot("zh", .noMatch, "抱歉，我没有理解您的问题", "请您换个说法")
    + bot("zh", .closing, "请问还有什么可以帮您？")
    + botDoesNot("zh", .handoffNotice, "是否需要转人工客服？")

  static let japanese =
    says(
      "ja",
      .humanRequest,
      "オペレーターにつないで",
      "オペレーターにつないでください",
      "人間と話したい",
      "担当者に代わってください",
      "オペレーター",
      "有人対応をお願いします",
      "ロボットじゃなくて人と話したい"
    )
    + doesNotSay(
      "ja",
      .humanRequest,
      "あなたは人間ですか",
      "返品したいです",
      "昨日オペレーターと話しました",
      "人間ドックの予約"
    )
    + says(
      "ja",
      .failure,
      "解決していません",
      "まだできません",
      "同じエラーが出ます",
      "役に立たない",
      "質問に答えていない"
    )
    + says("ja", .resolution, "解決しました。ありがとうございます", "できました", "使えるようになりました")
    + doesNotSay("ja", .resolution, "解決していません", "いつ解決しますか", "解決しましたか")
    + says("ja", .courtesyOnly, "ありがとうございます", "了解です、ありがとう", "わかりました")
    + says("ja", .profanity, "ふざけんな", "死ね")
    + doesNotSay("ja", [.profanity, .mildProfanity], "カスタマーサポート", "最低料金はいくらですか")
    + bot("ja", .handoffNotice, "オペレーターにおつなぎします", "担当者に引き継ぎます")
    + bot("ja", .noMatch, "申し訳ございません、理解できませんでした")
    + bot("ja", .closing, "他に何かお手伝いできることはございますか")

  static let english =
    doesNotSay("en", .failure, "I still have the packaging", "nice, isn't it")
    + says("en", .failure, "I still have the same problem", "it still doesn't work")
    + says("en", .humanRequest, "operator", "get me a real person", "speak to the restaurant")
    + doesNotSay("en", .humanRequest, "But right now I have no computer", "human resources")
    + says("en", .profanity, "this is fucking useless", "you asshole")
    + says("en", .mildProfanity, "damn it", "you idiot")
    + doesNotSay("en", [.profanity, .mildProfanity], "class and Dick", "please assist me")

  static let all =
    english + german + spanish + french + portuguese + italian + dutch + chinese + japanese
}

@Suite struct `Sentences of nine languages` {
  @Test(arguments: LanguageSentence.all)
  func `say what they say, whether the language is known or not`(
    sentence: LanguageSentence
  ) throws {
    for language in [LanguageCode(sentence.language), .unknown] {
      let marks = try Reading(sentence.text, language: language, side: sentence.side).marks
      #expect(marks.contains(.languageSupported))
      #expect(marks.isSuperset(of: sentence.shows))
      #expect(marks.isDisjoint(with: sentence.hides))
    }
  }

  @Test func `Every language has lists of every family by which contacts are judged`() throws {
    let lists = try Reading.lexicon.get().lists
    #expect(lists.count == 9)
    for (language, families) in lists {
      #expect(
        families.isSuperset(of: [
          .humanRequest, .failure, .resolution, .noMatch, .handoffNotice,
        ]),
        "\(language)"
      )
      #expect(families.contains(.profanity), "\(language)")
    }
  }
}
