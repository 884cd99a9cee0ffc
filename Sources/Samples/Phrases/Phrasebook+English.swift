extension Phrasebook {
  static let english = Phrasebook(
    language: "en",
    decimalSeparator: ".",
    months: [" January", " February", " March", " April"],
    products: [
      "desk lamp", "kettle", "rain jacket", "office chair", "headphones", "coffee grinder",
      "backpack",
      "bookshelf", "blender", "wool blanket",
    ],
    subjects: [
      SubjectPhrases(
        openings: [
          "Hi, where is my order {o}? It should have been here on {d}.",
          "Order {o} still shows as packed, can you tell me when it ships?",
          "I am waiting for the {p} from order {o}, any news?",
          "could you check the status of {o} please",
          "My parcel with the {p} has not moved since {d}.",
        ],
        details: [
          "The number is {o}, placed on {d}.",
          "It went to my home address, order {o}.",
          "The last scan says {d}, nothing after that.",
        ],
        botQuestion: "Could you send me the order number, please?",
        botAnswers: [
          "Order {o} is with the carrier and should arrive within {k} working days.",
          "Your parcel {o} has left our warehouse. Delivery takes up to {k} working days.",
        ],
        humanAnswers: [
          "I found it: {o} is on the van today, expect it before six.",
          "The carrier had the wrong door number. I corrected it and it comes on {d}.",
          "It was held at the depot, I have asked them to send it out tomorrow.",
          "Your {p} left us late, sorry about that. It should be there in {k} days.",
        ]
      ),
      SubjectPhrases(
        openings: [
          "I forgot my password and the reset mail never arrives.",
          "The reset link says it has expired, what now?",
          "cannot log in, it says my password is wrong",
          "My account is locked after {k} tries, please unlock it.",
        ],
        details: [
          "I tried it in a private window with the same result.",
          "The address on the account is the one I always use.",
          "The last reset mail I got is from {d}.",
        ],
        doubtful: [0],
        botQuestion: "Which address do you use to log in?",
        botAnswers: [
          "I have sent a new reset link. It stays valid for {k} hours, please check the spam folder too.",
          "Your account is unlocked. Choose a new password with the link I have just sent.",
        ],
        humanAnswers: [
          "I have unlocked it by hand and sent you a fresh link.",
          "Our mails to your provider were delayed, the new link should be there now.",
          "I reset it on our side. Use the link within {k} hours.",
        ]
      ),
      SubjectPhrases(
        openings: [
          "I need a copy of the invoice for order {o}.",
          "Please send me the receipt for the {p}, bought on {d}.",
          "The invoice of {o} has the wrong company name on it.",
          "where can I download my invoice over {m} euros",
        ],
        details: [
          "It is order {o} over {m} euros.",
          "The name should be the one on the delivery note.",
          "I bought it on {d}.",
        ],
        botQuestion: "For which order do you need the invoice?",
        botAnswers: [
          "I have sent the invoice of order {o} to your address.",
          "You find every invoice in your account under Orders. The one for {o} is ready there.",
        ],
        humanAnswers: [
          "The corrected invoice for {o} is on its way to you.",
          "I have attached it to a mail, you should have it in a few minutes.",
          "Accounting has changed the name, the new copy is in your account.",
        ]
      ),
      SubjectPhrases(
        openings: [
          "Can I change the delivery address of order {o}?",
          "I will be away on {d}, please deliver the {p} later.",
          "Wrong street in order {o}, please correct it before it ships.",
          "can you leave {o} with my neighbour",
        ],
        details: [
          "House number {k}, everything else stays as it is.",
          "Any day after {d} would do.",
          "The order is {o}, it has not shipped yet.",
        ],
        botQuestion: "What should the new address or day be?",
        botAnswers: [
          "I have noted the change for order {o}. The carrier confirms it within {k} hours.",
          "The delivery of {o} can be changed with the link in your shipping mail.",
        ],
        humanAnswers: [
          "Done, {o} goes to the new address.",
          "I called the carrier, they bring the {p} on {d}.",
          "It had already left, so I had it stopped and sent out again.",
          "The driver has a note now to ring at number {k}.",
        ]
      ),
      SubjectPhrases(
        openings: [
          "The {p} from order {o} arrived broken.",
          "There is a crack in the {p} that came on {d}, I want a new one.",
          "Parts are missing in my {p}, order {o}.",
          "the {p} stopped after {k} days, what can you do",
        ],
        details: [
          "The box was fine, the damage is on the left side.",
          "I still have the packaging, order {o}.",
          "It happened on {d}, right after unpacking.",
        ],
        doubtful: [1],
        botQuestion: "Could you describe the damage?",
        botAnswers: [
          "Damaged goods can be returned within 30 days. Use the return label in your account.",
          "Please fill in the return form for order {o}. The check takes up to {k} working days.",
        ],
        humanAnswers: [
          "A new {p} leaves us today and you may keep the broken one.",
          "I am sending the missing part, it should be with you in {k} days.",
          "A pick-up is booked for {d} and the money comes back after that.",
          "I checked with the workshop, they will replace it.",
        ]
      ),
      SubjectPhrases(
        openings: [
          "My refund of {m} euros for order {o} was refused, I do not agree.",
          "You refunded only part of {o}, {m} euros are missing.",
          "I sent the {p} back on {d} and still have no refund.",
          "why was my refund for {o} cut by {m} euros",
        ],
        details: [
          "The return was scanned on {d}, I have the slip.",
          "The missing amount is {m} euros.",
          "It was unused and in its box, order {o}.",
        ],
        botQuestion: "What is the number of your return?",
        botAnswers: [
          "Refunds take 5 to 7 working days after the return has been checked.",
          "The refund of order {o} follows our return terms. You find them in your account.",
        ],
        humanAnswers: [
          "I see the scan now and have released the {m} euros.",
          "The deduction was a mistake, the rest is on its way to your card.",
          "I have passed it to the returns team with your slip, they pay it this week.",
          "The {p} was booked under another number. I corrected that.",
        ]
      ),
      SubjectPhrases(
        openings: [
          "When are you open on Saturday?",
          "Is the shop open on {d}?",
          "until when can I pick up order {o} today",
          "Are you reachable on holidays?",
        ],
        details: ["I mean the shop in the city centre.", "It would be on {d}."],
        botQuestion: "Which shop do you mean?",
        botAnswers: [
          "Our shops are open Monday to Saturday from 9 to 19. Pick-up closes at 18:30.",
          "On holidays the shops are closed. On all other days we open at 9.",
        ],
        humanAnswers: ["We are open until 19 today.", "On {d} we close at 14."]
      ),
      SubjectPhrases(
        openings: [
          "We would like {k}0 pieces of the {p} for our office, what is the price?",
          "Our company order {o} needs split invoices, who can arrange that?",
          "Can we get terms of 30 days for an order over {m}0 euros?",
        ],
        details: [
          "Delivery to two sites, if possible on {d}.", "We need {k}0 pieces in grey.",
          "The reference on our side is {o}.",
        ],
        botQuestion: "How many pieces do you need?",
        botAnswers: ["Business orders are handled by our sales desk."],
        humanAnswers: [
          "The offer with {k} % off is in your inbox, valid until {d}.",
          "I have set up split invoices for {o}.",
          "Thirty days are fine from that amount, the papers are on their way.",
        ]
      ),
    ],
    greetings: ["Hello", "Hi there", "Good morning"],
    angryBeginnings: [
      "This is the third time I write!!!", "WHAT IS WRONG WITH YOUR SHOP.",
      "This is unacceptable!!!",
    ],
    confirmations: [
      "That fixed it, thank you!", "It works now, thanks.", "Problem solved, thanks a lot.",
      "great, that solved it 👍",
    ],
    courtesies: ["Ok thanks", "thank you, bye", "Thanks!"],
    failures: [
      "That did not help.", "This does not answer my question.", "It is still not working.",
      "that is not what I asked",
    ],
    humanRequests: [
      "Can I talk to a human please", "I want to speak to a real person.",
      "Please connect me to an agent.", "let me talk to a person",
    ],
    humanRequestsAgain: [
      "I said I want to talk to a human.", "A real person please, not a bot.", "agent please",
    ],
    shouts: [
      "I AM NOT GETTING ANYWHERE HERE!!!", "READ WHAT I WRITE!!!", "HELLO??? ARE YOU LISTENING",
    ],
    repetitionEndings: [" Please.", "", ""],
    furtherQuestions: [
      "And when will that be, so that I can plan?", "Could you also tell me what it costs me?",
      "Do I have to do anything else for {o}?", "Does that hold for the {p} as well?",
    ],
    botGreeting: "Hello, I am the shop's assistant.",
    botMenu: "Please choose: 1 order, 2 account, 3 invoice, 4 return.",
    botDeflections: [
      "I can help with that myself. Please describe your question in one sentence.",
      "Before I pass you on, tell me more and I will try to solve it.",
    ],
    handoffNotice: "I will connect you to a colleague. One moment please.",
    handoffFailed: "Sorry, none of our agents is available right now.",
    closingNotice: "This chat was closed because of inactivity.",
    humanIntroductions: [
      "Hi, this is {n}. Let me have a look at it. Could you give me one more detail?",
      "Hello, {n} here. I read what you wrote, what else should I know?",
      "{n} from the service team. Can you tell me a bit more about it?",
    ],
    humanPromises: [
      "I have to ask the warehouse and will write to you here tomorrow.",
      "That needs a colleague from accounting. I come back to you as soon as I know.",
    ],
    humanQuestions: [
      "Could you send me a photo or the number on the label?",
      "Which of the two would you prefer?", "May I book it like this for you?",
    ],
    humanApologies: [
      "I am sorry, for now this is all I can offer.",
      "I understand, sadly I cannot decide that here.",
    ],
    queueNotice: "You are number {k} in the queue.",
    notes: [
      "Customer has written before, see {o}.", "Checked with warehouse, waiting for the slip.",
    ]
  )
}
