extension Phrasebook {
  static let german = Phrasebook(
    language: "de",
    decimalSeparator: ",",
    months: [". Januar", ". Februar", ". März", ". April"],
    products: [
      "Schreibtischlampe", "Kaffeemühle", "Regenjacke", "Wolldecke", "Bohrmaschine", "Küchenwaage",
    ],
    subjects: [
      SubjectPhrases(
        openings: [
          "Guten Tag, wo bleibt meine Bestellung {o}?",
          "Die Bestellung {o} sollte am {d} da sein, wann kommt sie?",
          "wo ist mein Paket mit der {p}",
        ],
        details: ["Die Nummer ist {o}.", "Bestellt habe ich am {d}."],
        botQuestion: "Wie lautet die Bestellnummer?",
        botAnswers: ["Bestellung {o} ist unterwegs und kommt in höchstens {k} Werktagen an."],
        humanAnswers: [
          "Ich habe nachgesehen, {o} ist heute im Wagen.",
          "Das Paket lag im Depot, morgen wird es zugestellt.",
        ]
      ),
      SubjectPhrases(
        openings: [
          "Ich habe mein Passwort vergessen und die Mail kommt nicht an.",
          "Mein Konto ist nach {k} Versuchen gesperrt.",
        ],
        details: ["Im Spamordner ist auch nichts.", "Die letzte Mail kam am {d}."],
        botQuestion: "Mit welcher Adresse melden Sie sich an?",
        botAnswers: ["Ich habe einen neuen Link geschickt. Er gilt {k} Stunden."],
        humanAnswers: [
          "Das Konto ist wieder frei, der neue Link ist unterwegs.",
          "Ich habe es von Hand zurückgesetzt.",
        ]
      ),
      SubjectPhrases(
        openings: [
          "Ich brauche eine Kopie der Rechnung zu {o}.",
          "Auf der Rechnung {o} steht der falsche Firmenname.",
        ],
        details: ["Es geht um {m} Euro.", "Gekauft am {d}."],
        botQuestion: "Zu welcher Bestellung brauchen Sie die Rechnung?",
        botAnswers: ["Die Rechnung zu {o} liegt in Ihrem Konto unter Bestellungen."],
        humanAnswers: [
          "Die berichtigte Rechnung ist gerade an Sie gegangen.",
          "Der Name ist geändert, die Kopie liegt im Konto.",
        ]
      ),
      SubjectPhrases(
        openings: [
          "Kann ich die Lieferadresse von {o} noch ändern?",
          "Am {d} bin ich nicht da, bitte später liefern.",
        ],
        details: ["Hausnummer {k}, sonst bleibt alles.", "Jeder Tag nach dem {d} passt."],
        botQuestion: "Wie lautet die neue Adresse?",
        botAnswers: [
          "Die Änderung zu {o} ist vermerkt, der Zusteller bestätigt sie in {k} Stunden."
        ],
        humanAnswers: [
          "Erledigt, {o} geht an die neue Adresse.",
          "Ich habe den Zusteller angerufen, er kommt am {d}.",
        ]
      ),
      SubjectPhrases(
        openings: [
          "Die {p} aus Bestellung {o} kam kaputt an.",
          "An der {p} fehlt ein Teil, Bestellung {o}.",
        ],
        details: ["Der Karton war heil.", "Gesehen habe ich es am {d}."],
        botQuestion: "Können Sie den Schaden beschreiben?",
        botAnswers: ["Bitte füllen Sie das Formular zu {o} aus. Die Prüfung dauert {k} Werktage."],
        humanAnswers: [
          "Eine neue {p} geht heute raus, die alte dürfen Sie behalten.",
          "Das fehlende Teil ist in {k} Tagen bei Ihnen.",
        ]
      ),
      SubjectPhrases(
        openings: [
          "Meine Erstattung über {m} Euro wurde abgelehnt, damit bin ich nicht einverstanden.",
          "Ich habe die {p} am {d} zurückgeschickt und noch kein Geld.",
        ],
        details: ["Den Beleg vom {d} habe ich hier.", "Es fehlen {m} Euro."],
        botQuestion: "Wie lautet die Nummer der Rücksendung?",
        botAnswers: ["Erstattungen dauern nach der Prüfung 5 bis 7 Werktage."],
        humanAnswers: [
          "Ich sehe den Beleg jetzt und habe die {m} Euro freigegeben.",
          "Der Abzug war ein Fehler, der Rest ist angewiesen.",
        ]
      ),
      SubjectPhrases(
        openings: ["Wann haben Sie am Samstag offen?", "Ist der Laden am {d} geöffnet?"],
        details: ["Ich meine den Laden in der Innenstadt.", "Es wäre am {d}."],
        botQuestion: "Welchen Laden meinen Sie?",
        botAnswers: ["Unsere Läden sind Montag bis Samstag von 9 bis 19 Uhr offen."],
        humanAnswers: ["Heute bis 19 Uhr."]
      ),
      SubjectPhrases(
        openings: [
          "Wir hätten gern {k}0 Stück der {p} fürs Büro, was kostet das?",
          "Können wir {o} auf Rechnung mit 30 Tagen Ziel bekommen?",
        ],
        details: ["Geliefert wird an zwei Orte.", "Unser Zeichen ist {o}."],
        botQuestion: "Wie viele Stück brauchen Sie?",
        botAnswers: ["Um Firmenbestellungen kümmert sich der Verkauf."],
        humanAnswers: [
          "Das Angebot mit {k} % Nachlass ist in Ihrem Postfach.",
          "Ab diesem Betrag sind 30 Tage in Ordnung.",
        ]
      ),
    ],
    greetings: ["Hallo", "Guten Tag"],
    angryBeginnings: ["Das ist eine Frechheit!!!", "Ich schreibe schon zum dritten Mal!!!"],
    confirmations: [
      "Jetzt funktioniert es, danke!", "Problem gelöst, vielen Dank.", "Danke, das hat geholfen.",
    ],
    courtesies: ["Ok danke", "Danke, tschüss", "Vielen Dank!"],
    failures: [
      "Das hat nicht geholfen.", "Das beantwortet meine Frage nicht.",
      "Es funktioniert immer noch nicht.",
    ],
    humanRequests: [
      "Ich möchte mit einem Menschen sprechen.", "Bitte verbinden Sie mich mit einem Mitarbeiter.",
    ],
    humanRequestsAgain: [
      "Noch einmal: ich möchte mit einem Mitarbeiter sprechen.", "Einen echten Menschen bitte.",
    ],
    shouts: ["SO KOMME ICH NICHT WEITER!!!", "BITTE LESEN SIE MEINE FRAGE!!!"],
    repetitionEndings: [" Bitte.", ""],
    furtherQuestions: [
      "Und wann wird das sein?", "Muss ich für {o} noch etwas tun?", "Was kostet mich das?",
    ],
    botGreeting: "Hallo, ich bin der Assistent des Ladens.",
    botMenu: "Bitte wählen Sie: 1 Bestellung, 2 Konto, 3 Rechnung, 4 Rücksendung.",
    botDeflections: [
      "Dabei kann ich selbst helfen. Bitte beschreiben Sie Ihre Frage in einem Satz."
    ],
    handoffNotice: "Ich verbinde Sie mit einem Kollegen. Einen Moment bitte.",
    handoffFailed: "Leider ist gerade kein Mitarbeiter verfügbar.",
    closingNotice: "Dieser Chat wurde wegen Inaktivität geschlossen.",
    humanIntroductions: [
      "Hallo, hier ist {n}. Ich sehe es mir an. Können Sie mir noch etwas dazu sagen?",
      "{n} vom Service, guten Tag. Was sollte ich noch wissen?",
    ],
    humanPromises: ["Da muss ich im Lager nachfragen, ich melde mich morgen hier bei Ihnen."],
    humanQuestions: [
      "Können Sie mir ein Foto schicken?", "Darf ich es so für Sie buchen?",
    ],
    humanApologies: ["Es tut mir leid, mehr kann ich im Moment nicht anbieten."],
    queueNotice: "Sie sind Nummer {k} in der Warteschlange.",
    notes: ["Kunde hat schon geschrieben, siehe {o}."]
  )
}
