// Languages that only the speed scenario speaks: one set of sentences for all subjects.
extension Phrasebook {
  static let spanish = Phrasebook(
    language: "es",
    decimalSeparator: ",",
    months: [" de enero", " de febrero", " de marzo"],
    products: ["lámpara", "chaqueta", "silla", "manta"],
    subjects: [
      SubjectPhrases(
        openings: [
          "Hola, tengo una pregunta sobre el pedido {o} del {d}.",
          "¿Dónde está la {p} de mi pedido {o}? 📦",
          "Me faltan {m} euros de la devolución del pedido {o}.",
        ],
        details: ["El número es {o}.", "Fue el {d}, lo tengo por escrito."],
        botQuestion: "¿Puede enviarme el número de pedido?",
        botAnswers: [
          "El pedido {o} llega en un plazo de {k} días laborables. Más en https://shop.example/es/ayuda",
          "Puede ver el estado del pedido {o} en su cuenta, en el apartado Pedidos.",
        ],
        humanAnswers: [
          "Ya lo he encontrado, el pedido {o} sale hoy.",
          "He corregido los datos, lo recibirá el {d}.",
        ]
      )
    ],
    greetings: ["Hola", "Buenos días"],
    angryBeginnings: ["¡¡¡Es la tercera vez que escribo!!!"],
    confirmations: ["Ya funciona, gracias.", "Problema resuelto, muchas gracias 😊"],
    courtesies: ["Gracias", "Vale, gracias, adiós"],
    failures: ["Eso no me ayuda.", "Sigue sin funcionar."],
    humanRequests: ["Quiero hablar con una persona.", "Páseme con un agente, por favor."],
    humanRequestsAgain: ["He dicho que quiero hablar con una persona."],
    shouts: ["NADIE ME CONTESTA!!!"],
    repetitionEndings: [""],
    furtherQuestions: ["¿Y cuándo será eso?", "¿Tengo que hacer algo más para {o}?"],
    botGreeting: "Hola, soy el asistente de la tienda.",
    botMenu: "Elija: 1 pedido, 2 cuenta, 3 factura, 4 devolución.",
    botDeflections: ["Yo mismo puedo ayudarle. Describa su pregunta en una frase, por favor."],
    handoffNotice: "Le paso con un compañero. Un momento, por favor.",
    handoffFailed: "Lo siento, ahora no hay ningún agente disponible.",
    closingNotice: "Este chat se ha cerrado por inactividad.",
    humanIntroductions: ["Hola, soy {n}. Lo estoy mirando, ¿puede darme un dato más?"],
    humanPromises: ["Tengo que preguntar en el almacén, le escribo mañana."],
    humanQuestions: ["¿Puede enviarme una foto?"],
    humanApologies: ["Lo siento, por ahora no puedo ofrecerle más."],
    queueNotice: "Es el número {k} de la cola.",
    notes: ["El cliente ya ha escrito antes, ver {o}."]
  )

  static let french = Phrasebook(
    language: "fr",
    decimalSeparator: ",",
    months: [" janvier", " février", " mars"],
    products: ["lampe", "veste", "chaise", "couverture"],
    subjects: [
      SubjectPhrases(
        openings: [
          "Bonjour, j'ai une question sur la commande {o} du {d}.",
          "Où est la {p} de ma commande {o} ? 📦",
          "Il me manque {m} euros sur le remboursement de {o}.",
        ],
        details: ["Le numéro est {o}.", "C'était le {d}, j'ai gardé le reçu."],
        botQuestion: "Pouvez-vous m'envoyer le numéro de commande ?",
        botAnswers: [
          "La commande {o} arrive sous {k} jours ouvrés. Voir aussi https://shop.example/fr/aide",
          "Vous trouvez l'état de la commande {o} dans votre compte, rubrique Commandes.",
        ],
        humanAnswers: [
          "Je l'ai trouvée, la commande {o} part aujourd'hui.",
          "J'ai corrigé l'adresse, elle arrive le {d}.",
        ]
      )
    ],
    greetings: ["Bonjour", "Salut"],
    angryBeginnings: ["C'est la troisième fois que j'écris !!!"],
    confirmations: ["Ça marche maintenant, merci.", "Problème résolu, merci beaucoup 😊"],
    courtesies: ["Merci", "D'accord, merci, au revoir"],
    failures: ["Ça ne m'aide pas.", "Ça ne marche toujours pas."],
    humanRequests: [
      "Je veux parler à une vraie personne.", "Passez-moi un conseiller, s'il vous plaît.",
    ],
    humanRequestsAgain: ["J'ai dit que je veux parler à une personne."],
    shouts: ["PERSONNE NE RÉPOND !!!"],
    repetitionEndings: [""],
    furtherQuestions: ["Et ce sera quand ?", "Dois-je faire autre chose pour {o} ?"],
    botGreeting: "Bonjour, je suis l'assistant de la boutique.",
    botMenu: "Choisissez : 1 commande, 2 compte, 3 facture, 4 retour.",
    botDeflections: ["Je peux vous aider moi-même. Décrivez votre question en une phrase."],
    handoffNotice: "Je vous passe un collègue. Un instant, s'il vous plaît.",
    handoffFailed: "Désolé, aucun conseiller n'est disponible pour le moment.",
    closingNotice: "Cette conversation a été fermée pour inactivité.",
    humanIntroductions: ["Bonjour, ici {n}. Je regarde, pouvez-vous m'en dire un peu plus ?"],
    humanPromises: ["Je dois demander à l'entrepôt, je vous écris demain."],
    humanQuestions: ["Pouvez-vous m'envoyer une photo ?"],
    humanApologies: ["Je suis désolé, je ne peux pas proposer plus pour le moment."],
    queueNotice: "Vous êtes numéro {k} dans la file.",
    notes: ["Le client a déjà écrit, voir {o}."]
  )
}
