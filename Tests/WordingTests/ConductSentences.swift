import Testing

@testable import Wording

extension LanguageSentence {
  /// How responders behave: M57 to M60.
  static let conduct =
    bot(
      "en",
      .empathy,
      "I understand how frustrating this must be.",
      "I completely understand your frustration.",
      "I'm so sorry to hear that!",
      "That must have been very stressful.",
      "I can imagine how upset you are.",
      "We apologize for any frustration this has caused.",
      "That sounds really annoying, let me check."
    )
    + botDoesNot(
      "en",
      .empathy,
      "Sorry for the inconvenience.",
      "I understand you want to change your address.",
      "Your parcel ships tomorrow.",
      "It is not hard to reset your password."
    )
    + bot(
      "en",
      .redirect,
      "Please visit our website.",
      "Please contact the merchant directly.",
      "You can call us at 0800 123 456.",
      "For this, please reach out to our customer support team.",
      "Check out our FAQ page for more.",
      "Please visit https://shop.example/help",
      "https://shop.example/help",
      "Email us at help@shop.example"
    )
    + botDoesNot(
      "en",
      .redirect,
      "Refunds take 5 to 7 days. See https://shop.example/refunds",
      "I will contact the merchant for you.",
      "We have contacted the courier.",
      "Let me call the hotel.",
      "I can help with that!"
    )
    + bot(
      "en",
      .promise,
      "I have refunded your order.",
      "Your card is now blocked.",
      "I've just cancelled your subscription.",
      "Your refund has been processed.",
      "I am Ana. I see two charges and have refunded one.",
      "I reset your password.",
      "It has been fixed.",
      "We have successfully updated your delivery address."
    )
    + botDoesNot(
      "en",
      .promise,
      "I will refund your order.",
      "Once I have refunded your order you get a mail.",
      "You have cancelled your order.",
      "I have not refunded anything yet.",
      "We have updated our terms.",
      "Refunds take 5 to 7 days.",
      "If your card has been blocked, please call."
    )
    + bot(
      "en",
      .disclosure,
      "Hi, I'm Ava, your virtual assistant.",
      "You are chatting with a bot.",
      "I am an AI assistant and happy to help.",
      "This is an automated message.",
      "As an AI language model I cannot do that.",
      "I'm not a human, but I can help."
    )
    + botDoesNot("en", .disclosure, "Hello, I am Ana.", "I'm not a bot!", "How can I help?")
    + bot(
      "en",
      .humanClaim,
      "I am a real person.",
      "Yes, I'm a human!",
      "I'm not a bot, I promise.",
      "You are talking to a real person."
    )
    + botDoesNot(
      "en",
      .humanClaim,
      "I am not a human.",
      "I will connect you to a real person.",
      "I am a bot."
    )
    + bot("de", .empathy, "Das ist wirklich sehr ärgerlich.", "Ich verstehe Ihren Ärger.")
    + bot("de", .redirect, "Wenden Sie sich bitte an den Händler.", "Besuchen Sie unsere Website.")
    + botDoesNot("de", .redirect, "Ich kontaktiere den Händler für Sie.")
    + bot("de", .promise, "Ich habe Ihre Bestellung storniert.", "Ihre Karte wurde gesperrt.")
    + botDoesNot("de", .promise, "Sobald Ihre Karte gesperrt wurde, sagen wir Bescheid.")
    + bot("de", .disclosure, "Ich bin Ihr virtueller Assistent.", "Sie chatten mit einem Bot.")
    + bot("de", .humanClaim, "Ich bin ein echter Mensch.", "Ich bin kein Bot.")
    + bot("es", .empathy, "Entiendo su frustración.", "Lamento mucho lo ocurrido.")
    + bot("es", .redirect, "Visite nuestra página web.", "Póngase en contacto con el vendedor.")
    + bot("es", .promise, "He cancelado su pedido.", "Su tarjeta ha sido bloqueada.")
    + bot("es", .disclosure, "Soy tu asistente virtual.")
    + bot("es", .humanClaim, "Soy una persona real.")
    + bot("fr", .empathy, "Je comprends tout à fait votre frustration.")
    + bot("fr", .redirect, "Contactez le vendeur.", "Rendez-vous sur notre site.")
    + bot("fr", .promise, "J'ai annulé votre commande.", "Votre carte a été bloquée.")
    + bot("fr", .disclosure, "Je suis votre assistant virtuel.")
    + bot("fr", .humanClaim, "Je suis une vraie personne.")
    + bot("pt", .empathy, "Entendo a sua frustração.", "Lamento muito pelo ocorrido.")
    + bot("pt", .redirect, "Acesse o nosso site oficial.", "Entre em contato com o vendedor.")
    + bot("pt", .promise, "Cancelei o seu pedido.", "Seu cartão foi bloqueado.")
    + bot("pt", .disclosure, "Sou a sua assistente virtual.")
    + bot("pt", .humanClaim, "Sou uma pessoa real.")
    + bot("it", .empathy, "Capisco perfettamente la sua frustrazione.")
    + bot("it", .redirect, "Contatti il venditore.", "Visiti il nostro sito web.")
    + bot("it", .promise, "Ho annullato il suo ordine.", "La sua carta è stata bloccata.")
    + bot("it", .disclosure, "Sono il tuo assistente virtuale.")
    + bot("it", .humanClaim, "Sono una persona reale.")
    + bot("nl", .empathy, "Ik begrijp je frustratie.", "Dat is heel vervelend.")
    + bot("nl", .redirect, "Neem contact op met de winkel.", "Bezoek onze website.")
    + bot("nl", .promise, "Ik heb je bestelling geannuleerd.", "Uw pas is zojuist geblokkeerd.")
    + bot("nl", .disclosure, "Ik ben je virtuele assistent.")
    + bot("nl", .humanClaim, "Ik ben een echt mens.")
    + bot("zh", .empathy, "非常理解您的心情。")
    + bot("zh", .redirect, "请您联系商家。")
    + bot("zh", .promise, "已经为您取消订单。")
    + bot("zh", .disclosure, "您好，我是智能客服。")
    + bot("zh", .humanClaim, "我是真人客服。")
    + bot("ja", .empathy, "お気持ちお察しいたします。")
    + bot("ja", .redirect, "販売店へ直接お問い合わせください。")
    + bot("ja", .promise, "ご注文をキャンセルいたしました。")
    + bot("ja", .disclosure, "私はAIアシスタントです。")
    + bot("ja", .humanClaim, "ボットではありません。")
    + legal

  private static let legal =
    bot(
      "en",
      .legal,
      "Please note: this chat may be recorded for quality and training purposes.",
      "By continuing this chat, you agree that we process your data under our privacy policy.",
      "Your data is processed in accordance with our privacy policy.",
      "AI can make mistakes. This is not legal advice."
    )
    + botDoesNot(
      "en",
      .legal,
      "I have recorded your complaint and sent it to the team.",
      "Your refund is on its way and should reach your account in five days. Chats are recorded.",
      "You can continue with the booking now."
    )
    + bot("de", .legal, "Dieser Chat wird zur Qualitätssicherung aufgezeichnet.")
    + bot("es", .legal, "Al continuar con este chat, usted acepta nuestros términos.")
    + bot("fr", .legal, "Cette conversation peut être enregistrée à des fins de qualité.")
    + bot("it", .legal, "Questa chat potrebbe essere registrata per fini di qualità.")
    + bot("nl", .legal, "Dit gesprek kan worden opgenomen voor trainingsdoeleinden.")
    + bot("pt", .legal, "Este chat pode ser gravado para fins de qualidade.")
    + bot("zh", .legal, "本次对话可能会被记录。")
    + bot("ja", .legal, "品質向上のため、会話を記録しております。")
    + botDoesNot("de", .legal, "Ich habe Ihre Adresse gespeichert.")
    + botDoesNot("zh", .legal, "您的订单已经发货。")
}

@Suite struct `What responders say of feelings, places, deeds and themselves` {
  @Test(arguments: LanguageSentence.conduct)
  func `is found, whether the language is known or not`(sentence: LanguageSentence) throws {
    for language in [LanguageCode(sentence.language), .unknown] {
      let marks = try Reading(sentence.text, language: language, side: sentence.side).marks
      #expect(marks.isSuperset(of: sentence.shows))
      #expect(marks.isDisjoint(with: sentence.hides))
    }
  }

  @Test func `is not looked for in what customers say`() throws {
    for sentence in LanguageSentence.conduct {
      let marks = try Reading(sentence.text, side: .customer).marks
      #expect(marks.isDisjoint(with: sentence.shows))
    }
  }

  @Test func `every language has all lists that measures rest on`() throws {
    for (language, lists) in try Reading.lexicon.get().lists {
      #expect(lists.isSuperset(of: .measuring), "\(language)")
    }
  }
}
