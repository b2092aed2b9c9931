## What loads at once.

# Title until the controller is known.
text-chat = Privater Chat

# Under the title: who answers.
text-assistant = Automatischer Assistent

# The close button.
text-close = Chat schließen

# Name of the choice of languages.
text-language = Sprache

# The lock line.
text-encrypted = Ende-zu-Ende-verschlüsselt

# What the lock line opens.
text-who-reads = Wer mitliest

# The history can't be kept in this browser.
text-not-kept = Dieser Browser behält das Gespräch nicht: Es endet, wenn Sie neu laden oder die Seite verlassen.

# The manifest is on its way.
text-loading = Der Chat wird vorbereitet …

# What waiting costs.
text-loading-note = Bisher wurde nichts gespeichert oder gesendet.

# Heading of the notice.
text-notice-title = Bevor wir beginnen

# Marks a notice as the law of California calls it.
text-at-collection = Hinweis bei der Erhebung

# Label: the controller.
text-responsible = Verantwortlich

# Follows the controller's name.
text-decides = entscheidet, wofür das verwendet wird, was Sie schreiben.

# Label: who answers.
text-answers = Wer antwortet

# A bot answers.
text-bot-answers = Ein automatischer Assistent (ein Bot).

# People answer too.
text-people-too = Auch Menschen können antworten.

# People answer; there is no bot.
text-people-answer = Menschen.

# Label: the purposes.
text-purposes = Wofür

# Label before a legal basis.
text-basis = Rechtsgrundlage:

# The basis is consent.
text-consent = Ihre Einwilligung

# Label: the recipients.
text-readers = Wer lesen kann

# Role: an automatic assistant.
text-role-bot = automatischer Assistent

# Role: people.
text-role-agent = Menschen aus dem Team

# Role: a record for compliance.
text-role-archive = Compliance-Archiv

# Before a number: how many people it takes to open that record.
text-opened-by = Personen, die es gemeinsam öffnen müssen:

# Role: a processor.
text-role-processor = Unternehmen im Auftrag des Verantwortlichen

# Role: somebody of the people.
text-role-person = Mensch

# Label: retention.
text-retention = Wie lange

# Label: companies that work for the controller.
text-processors = Unternehmen im Auftrag des Verantwortlichen

# Label: kinds of data.
text-data = Daten

# Label: countries outside the controller's area.
text-transfers = Außerhalb seines Gebiets

# Label: what is said trains a model.
text-trains = Dient zum Trainieren eines Modells

# Label: a machine alone decides about the visitor.
text-decides-alone = Eine Maschine entscheidet allein über Sie

# Said of such a thing.
text-yes = Das geschieht

# Said of such a thing.
text-no = Das geschieht nicht

# Nothing is retained.
text-days-none = Wird nicht aufbewahrt

# How long something is kept.
text-days = { $count ->
    [one] { $count } Tag
   *[other] { $count } Tage
}

# How long something is kept.
text-years = { $count ->
    [one] { $count } Jahr
   *[other] { $count } Jahre
}

# The button that allows.
text-allow = Erlauben

# The button that refuses.
text-refuse = Ablehnen

# What refusing means.
text-refuse-note = Wenn Sie ablehnen, wird nichts gespeichert oder gesendet, und Sie sehen andere Wege, uns zu erreichen.

# The second layer.
text-full = Alle Informationen

# Label: postal address.
text-address = Anschrift

# Label: the contact for privacy matters.
text-contact = Kontakt zum Datenschutz

# Label: the authority.
text-authority = Wo Sie sich beschweren können

# Label: the safety code.
text-safety = Sicherheitscode

# What the safety code is for.
text-safety-note = Vergleichen Sie ihn mit dem, den das Unternehmen veröffentlicht oder am Telefon nennt. Ist er gleich, können nur die oben Genannten das Gespräch lesen.

# Shows the safety code in words.
text-in-words = In Wörtern zeigen

# The list of words could not be fetched.
text-no-words = Die Wörter konnten nicht geladen werden. Vergleichen Sie die Ziffern.

# Label: how far the chains of envelopes have come.
text-chain = Nachrichten

# Before a number: messages that left.
text-chain-sent = Gesendet:

# Before a number: messages that a recipient opened.
text-chain-delivered = zugestellt:

# Before a number: messages that came.
text-chain-received = Empfangen:

# Before a number: what is known to be missing.
text-chain-missing = fehlend:

# How a loss is noticed.
text-chain-note = Jede Nachricht trägt signiert den Fingerabdruck der vorigen: Fehlt eine oder wird eine geändert, fällt es auf.

# Name of the log.
text-conversation = Gespräch

# The visitor, as an author.
text-you = Sie

# In place of an envelope that could not be verified or opened.
text-unverified = Es kam eine Nachricht, die sich nicht prüfen lässt. Sie wird nicht gezeigt.

# A recipient's end was started anew, and the two have greeted each other again.
text-renewed = Die verschlüsselte Verbindung wurde erneuert.

# In place of envelopes that are missing in a sender's chain.
text-missing = Eine Nachricht fehlt: Sie wurde gesendet, kam aber nicht an.

# In place of a body of a type that this version does not know.
text-unknown = Es kam eine Nachricht von einer Art, die diese Version nicht zeigen kann.

# The conversation has no message yet.
text-begin = Schreiben Sie Ihre Frage, wann Sie möchten.

# Held until the visitor decides.
text-held-undecided = Zurückgehalten: Sie bleibt hier, bis Sie entscheiden.

# Held until the recipients answered.
text-held-connecting = Zurückgehalten: geht verschlüsselt hinaus, sobald die Verbindung sicher ist.

# Discards a held message.
text-discard = Verwerfen

# Being sealed.
text-encrypting = Wird verschlüsselt…

# Delivery: on its way.
text-sending = Wird gesendet …

# Delivery: at the relay.
text-sent = Gesendet, verschlüsselt

# Delivery: opened by a recipient.
text-delivered = Zugestellt

# A person has read the message.
text-read = Gelesen

# Somebody writes.
text-writing = schreibt gerade

# Delivery: not sent.
text-failed = Nicht gesendet.

# Tries again.
text-retry = Erneut versuchen

# Name of the group of suggestions.
text-suggestions = Vorgeschlagene Antworten

# Separator: today.
text-today = Heute

# Separator: yesterday.
text-yesterday = Gestern

# Leads to what came in while the visitor read further up.
text-new-messages = Neue Nachrichten

# Shows what was said before.
text-earlier = Frühere Nachrichten

# Shows what was said after.
text-later = Spätere Nachrichten

# Connection: awaiting the recipients.
text-connecting = Sichere Verbindung wird aufgebaut … Was Sie schreiben, wartet hier.

# Connection: the backend does not answer.
text-offline = Keine Verbindung.

# Connection, and why the chat can't be opened: the backend says that it has no room now.
text-busy = Gerade ist zu viel los.

# After one of these two, in a conversation.
text-waits = Ihre Nachrichten gehen später von selbst hinaus.

# Label of the field.
text-message = Ihre Nachricht

# Shown in the empty field.
text-placeholder = Schreiben Sie eine Nachricht

# How the keys work, for those who ask a screen reader.
text-keys = Eingabe sendet. Umschalt und Eingabe: neue Zeile.

# Under the field, before what is seen in what is being written.
text-seen = Personenbezogene Daten in Sicht:

# Held behind one that the visitor decides about.
text-held-behind = Wartet auf Ihre Entscheidung über die Nachricht davor.

# Held until the visitor says what becomes of the personal data in it.
text-held-care = Zurückgehalten: Sie enthält personenbezogene Daten und wartet auf Ihre Entscheidung.

# Under the field while the visitor decides.
text-early = Was Sie schreiben, bleibt hier, bis Sie entscheiden.

# Before what the page offers to share.
text-context = Diese Seite kann Ihrer Nachricht hinzufügen:

# Takes what the page offers into the field.
text-context-add = Hinzufügen

# Leaves out what the page offers.
text-context-leave = Weglassen

# Takes back everything that was allowed.
text-withdraw = Meine Erlaubnis widerrufen

# The send button.
text-send = Senden

# Room that is left for the message.
text-left = { $count ->
    [one] noch { $count } Zeichen
   *[other] noch { $count } Zeichen
}

# The message is too long by so many.
text-over = { $count ->
    [one] { $count } Zeichen zu viel: Kürzen Sie die Nachricht, um sie zu senden.
   *[other] { $count } Zeichen zu viel: Kürzen Sie die Nachricht, um sie zu senden.
}

# The way to the privacy panel.
text-privacy = Datenschutz

# Before what has changed.
text-changed-title = Was sich geändert hat

# Why the notice is shown: its substance changed.
text-why-changed = Was Sie erlaubt hatten, hat sich geändert. Bis Sie entscheiden, wird nichts mehr gesendet.

# Why the notice is shown: the decision ran out.
text-why-expired = Ihre Entscheidung ist abgelaufen. Bis Sie entscheiden, wird nichts mehr gesendet.

# Why the notice is shown: other readers.
text-why-readers = Wer lesen kann, hat sich geändert. Bis Sie entscheiden, wird nichts mehr gesendet.

# Why the notice is shown: the record of an earlier decision is damaged.
text-why-unread = Ihre frühere Entscheidung ließ sich nicht lesen. Bis Sie entscheiden, wird nichts mehr gesendet.

# Column: as it was.
text-before = Vorher

# Column: as it is.
text-now = Jetzt

# It was not there, or is no more.
text-nothing = Nichts

# Heading of the optional purposes.
text-optional = Freiwillig: Sie wählen

# What leaving them off means.
text-optional-note = Der Chat funktioniert genauso, wenn alles aus ist.

# Global Privacy Control is on.
text-gpc = Ihr Browser bittet darum, Ihre Daten weder zu verkaufen noch zu teilen: aus.

# The page's own consent manager says no.
text-external = Ihre Wahl auf dieser Seite: aus.

# Said of a special category.
text-special = Besonders geschützte Daten: Wir fragen Sie gesondert.

# Heading of the question about age.
text-age-title = Ihr Alter

# Before the number of years.
text-age-from = Ich bin

# After it.
text-age-years = Jahre oder älter

# Allow was pressed without it.
text-age-wanted = Kreuzen Sie Ihr Alter an, um den Chat erlauben zu können.

# Heading after a withdrawal.
text-withdrawn-title = Sie haben Ihre Erlaubnis widerrufen

# What that means.
text-withdrawn = Von jetzt an wird nichts mehr gesendet. Was bisher gesendet wurde, war rechtmäßig; unter Datenschutz können Sie die Löschung verlangen.

# Heading after a refusal.
text-refused-title = Nichts wurde gespeichert oder gesendet

# Heading after refusing a notice that has changed.
text-refused-later-title = Es wird nichts mehr gesendet

# What that means.
text-refused-later = Sie haben den neuen Hinweis abgelehnt. Was Sie früher gesendet haben, wird so behandelt, wie Sie es damals erlaubt haben.

# Leads to the channels.
text-refused-text = Sie haben den Hinweis abgelehnt. Sie erreichen uns auch auf anderen Wegen:

# Without channels.
text-refused-alone = Sie haben den Hinweis abgelehnt.

# Saves the receipt of a refusal.
text-refusal-receipt = Den Beleg meiner Ablehnung speichern

# Shows the notice again.
text-reconsider = Den Hinweis noch einmal ansehen

# After a link that leaves.
text-new-tab = (öffnet in einem anderen Tab)

# Heading of a problem.
text-problem-title = Der Chat lässt sich nicht öffnen

# What a problem means.
text-nothing-sent = Nichts wurde gesendet.

# Whatever the problem, where a conversation was begun before.
text-nothing-more-sent = Nichts Weiteres wurde gesendet.

# Problem: no answer.
text-unreachable = Der Chat-Dienst antwortet nicht.

# What to do then.
text-unreachable-do = Prüfen Sie Ihre Verbindung oder versuchen Sie es gleich erneut.

# Problem: signed by another key.
text-untrusted = Es ließ sich nicht prüfen, ob dieser Chat der ist, für den er sich ausgibt.

# What to do then.
text-untrusted-do = Versuchen Sie es erneut. Geschieht es wieder, wenden Sie sich auf anderem Weg an das Unternehmen.

# Problem: out of its time.
text-expired = Die signierte Berechtigung dieses Chats ist derzeit nicht gültig.

# What to do then.
text-expired-do = Prüfen Sie Datum und Uhrzeit Ihres Geräts und versuchen Sie es erneut.

# The device's clock is wrong.
text-clock = Die Uhr dieses Geräts geht falsch: Sie weicht um mehr als fünf Minuten von der des Servers ab, und die Schlüssel des Chats scheinen abgelaufen oder gelten scheinbar erst später.

# What to do about the clock.
text-clock-do = Stellen Sie Datum und Uhrzeit des Geräts, oder lassen Sie es das selbst tun, und versuchen Sie es noch einmal.

# Problem: another policy.
text-policy = Der empfangene Datenschutzhinweis ist nicht der, den das Unternehmen signiert hat.

# What to do then.
text-policy-do = Versuchen Sie es in ein paar Minuten erneut.

# Problem: a page that is not of the site.
text-origin = Dieser Chat ist auf dieser Seite nicht zugelassen.

# What to do then.
text-origin-do = Öffnen Sie ihn auf der Website des Unternehmens.

# Problem: the script tag.
text-setup = Der Chat ist auf dieser Seite nicht richtig eingerichtet.

# What to do then.
text-setup-do = Wenden Sie sich auf anderem Weg an das Unternehmen und teilen Sie es mit.

# Problem: the browser.
text-browser = Diesem Browser fehlt die Verschlüsselung, die der Chat braucht.

# What to do then.
text-browser-do = Aktualisieren Sie ihn oder nehmen Sie einen anderen, und öffnen Sie die Seite über https.

## What asks just in time, an erasure, and parts that are on their way.

# Heading of the panel.
asking-title = Datenschutz

# Leads back.
asking-back = Zurück

# The button that objects.
asking-object = Widersprechen

# Heading once everything is erased.
asking-erased-title = Alles wurde gelöscht

# What went here.
asking-erased-here = In diesem Browser ist vom Gespräch und seinen Schlüsseln nichts mehr übrig.

# What went there.
asking-erased-there = Der Verantwortliche hat seines gelöscht und mit seiner Signatur bestätigt.

# Heading: what is kept.
asking-erased-kept = Was aus Pflicht aufbewahrt wird

# Nothing is.
asking-erased-nothing-kept = Nichts.

# Before a date.
asking-erased-until = Bis

# Said of what is blocked.
asking-erased-blocked = Gesperrt: Niemand verwendet es.

# Heading where the relay has erased the conversation by itself.
asking-gone-title = Das Gespräch wurde auf dem Server gelöscht

# What that means.
asking-gone = Das war der Dienst: Hier hat niemand darum gebeten. Was Sie unten sehen, ist nur in diesem Browser, und unter Datenschutz können Sie es speichern. Ihre Entscheidung gilt weiter: Ein neuer Chat beginnt mit ihr.

# Leads to a new conversation.
asking-begin-again = Einen neuen Chat beginnen

# Saves the confirmation.
asking-save-erasure = Die signierte Bestätigung speichern

# Title of a prompt.
asking-ask = Erlauben Sie diese Verwendung?

# Title of a prompt's first step.
asking-ask-special = Besonders geschützte Daten

# What a special category is.
asking-special-note = Das Gesetz schützt diese Daten stärker: Gesundheit, Religion, Herkunft, Sexualleben und andere. Sie werden nur verwendet, wenn Sie es ausdrücklich erlauben.

# Goes on to the second step.
asking-go-on = Weiter

# Leaves it.
asking-not-now = Jetzt nicht

# Title of what asks before a message with personal data goes out.
asking-care = Bevor Ihre Nachricht gesendet wird

# Before what was found in it.
asking-care-found = Sie enthält:

# Before the names of who would read it.
asking-care-readers = Lesen würde sie:

# No purpose that is given covers it.
asking-care-uncovered = Nichts von dem, was Sie erlaubt haben, umfasst diese Daten.

# It is never sent.
asking-care-never = Etwas darin sendet dieser Chat nie: Sie können es verdecken, bearbeiten oder nicht senden.

# Before the message with it hidden.
asking-care-masked = Verdeckt stünde dort:

# Sends it with the data hidden.
asking-care-mask = Verdeckt senden

# Puts it back into the field.
asking-care-edit = Bearbeiten

# Discards it.
asking-care-drop = Nicht senden

# Opens the form that asks for such data.
asking-care-form = Das versiegelte Formular nutzen

# Sends it as it is.
asking-care-send = So senden, versiegelt

# Gives the purpose that covers it, and sends it.
asking-care-allow = Erlauben und versiegelt senden

# Gives the purpose that covers some of it, and goes on to the next question.
asking-care-more = Erlauben und weiter

# Read out where the question comes up while something else is being filled in.
asking-care-waits = Eine Nachricht von Ihnen wartet auf Ihre Entscheidung: Sie enthält personenbezogene Daten.

# The button beside the field.
asking-attach = Dateien anhängen

# A line of the conversation, before the names of what was allowed.
asking-now-allowed = Erlaubt:

# A line of the conversation, before the names of what was taken back.
asking-now-withdrawn = Widerrufen:

# The notice reads otherwise, and says the same.
asking-reworded = Der Wortlaut des Hinweises hat sich geändert, nicht das, was Sie angenommen haben. Unter Datenschutz finden Sie den heutigen und den damaligen.

# Offered where somebody writes of deletion.
asking-offer = Möchten Sie Ihre Daten löschen oder Ihre Erlaubnis widerrufen? Unter Datenschutz können Sie es selbst.

# A part is on its way.
asking-fetching = Dieser Teil des Chats wird geladen …

# A part could not be fetched.
asking-unfetched = Dieser Teil des Chats ließ sich nicht laden. Das Gespräch geht weiter wie bisher.

# Before the name of the team of which somebody has taken the conversation over.
asking-taken-over = Jetzt antwortet ein Mensch:

# Before the name of the assistant.
asking-handed-back = Der automatische Assistent antwortet wieder:

# In the chat's head, while a person answers.
asking-person-answers = Ein Mensch antwortet

# Before the names of those who look on.
asking-watched = Liest mit, ohne zu antworten:

# Those who looked on have left.
asking-unwatched = Niemand liest mehr mit.

# The way to looking for words in the conversation, and the name of the field for them
asking-search = Suchen

## The privacy panel.

# Nothing was decided or stored yet.
privacy-nothing-yet = Sie haben noch nicht entschieden: Nichts wurde gespeichert oder gesendet.

# A notice waits for an answer.
privacy-pending = Ein Hinweis wartet auf Ihre Antwort: Erlaubt wird dort. Widerrufen, anfragen, speichern und löschen können Sie schon hier.

# Heading: the purposes.
privacy-purposes = Wofür Ihre Daten verwendet werden

# Where a purpose stands: undecided.
privacy-open = Nicht entschieden

# Where a purpose stands: given.
privacy-given = Erlaubt

# Where a purpose on another basis stands.
privacy-informed = Informiert

# Where a purpose stands: refused.
privacy-refused = Abgelehnt

# Where a purpose stands: withdrawn.
privacy-withdrawn = Widerrufen

# Where a purpose on another basis stands: objected to.
privacy-objected = Widersprochen

# Where a purpose stands: over.
privacy-over = Beendet

# Before a date.
privacy-since = seit

# Said of a purpose that the chat can't do without.
privacy-required = Für den Chat nötig: Ein Widerruf beendet den Chat.

# Said of a required purpose on another basis.
privacy-required-other = Für den Chat nötig: Ein Widerspruch beendet den Chat.

# Opts out of sale and sharing (Cal. Civ. Code, section 1798.135).
privacy-no-sale = Meine personenbezogenen Daten nicht verkaufen oder teilen

# Limits sensitive data (Cal. Civ. Code, section 1798.135).
privacy-limit-sensitive = Die Verwendung meiner sensiblen Daten einschränken

# Heading: what was sent.
privacy-sent = Was gesendet wurde

# Nothing was.
privacy-sent-nothing = Nichts.

# What was sent: messages.
privacy-sent-messages = Nachrichten

# What was sent: decisions and requests.
privacy-sent-decisions = Entscheidungen und Anfragen

# Before the names of readers.
privacy-to = an

# Heading: the receipts.
privacy-receipts = Belege Ihrer Entscheidungen

# A receipt's decision.
privacy-act-allowed = Erlaubt

# A receipt's decision.
privacy-act-refused = Abgelehnt

# A receipt's decision.
privacy-act-withdrawn = Widerrufen

# A receipt of what ended by itself.
privacy-act-over = Beendet

# The controller has signed.
privacy-countersigned = auch vom Verantwortlichen signiert

# The controller has not signed yet.
privacy-unsigned = die Signatur des Verantwortlichen fehlt noch

# Saves the receipts.
privacy-save-receipts = Die Belege speichern

# Saves the receipts to read.
privacy-save-receipts-page = Zum Lesen speichern

# What the audit log is asked about, before what was found.
privacy-audit = Ihre Entscheidungen stehen im Prüfprotokoll des Unternehmens

# Nothing was found out about it.
privacy-audit-unchecked = nicht geprüft

# It is there.
privacy-audit-checked = geprüft

# It is not, or the log has changed.
privacy-audit-wrong = passt nicht

# What was sent: the answers of forms, before the purpose's name.
privacy-form = Formular

# Heading: the forms that were answered.
privacy-forms = Formulare, die Sie ausgefüllt haben

# Before the fields of a form that were filled in.
privacy-filled = Ausgefüllt:

# Opens a form's fields again.
privacy-correct = Berichtigen

# Takes back what was sent by a form.
privacy-take-back = Zurückziehen

# Heading: taking everything along.
privacy-data = Ihre Daten

# What the two files are.
privacy-data-note = Das ganze Gespräch, die Belege und was dazugehört. Es entsteht hier, in Ihrem Browser.

# Saves everything for machines.
privacy-save-data = Speichern (JSON)

# Saves everything to read.
privacy-save-page = Zum Lesen oder Drucken speichern

# Heading: rights.
privacy-rights = Ihre Rechte

# How requests go.
privacy-rights-note = Jede Anfrage geht verschlüsselt hinaus und bleibt hier mit ihrer Frist.

# Label of the note.
privacy-note = Was Sie zu Ihrer Anfrage sagen möchten (freiwillig)

# A right.
privacy-access = Wissen, was Sie über mich haben

# A right.
privacy-portability = Meine Daten mitnehmen

# A right.
privacy-rectification = Meine Daten berichtigen

# A right.
privacy-erasure = Meine Daten löschen

# A right.
privacy-restriction = Ihre Verwendung einschränken

# A right.
privacy-objection = Ihrer Verwendung widersprechen

# A right.
privacy-review = Von einem Menschen prüfen lassen

# State of a request.
privacy-waiting = wartet auf den Versand

# State of a request.
privacy-on-its-way = gesendet

# State of a request.
privacy-received = eingegangen

# State of a request.
privacy-done = erledigt

# State of a request.
privacy-declined = abgelehnt

# Before a date.
privacy-due = Frist:

# Heading: erase everything.
privacy-erase = Alles löschen

# What it does.
privacy-erase-note = Löscht das Gespräch und die Schlüssel in diesem Browser und bittet den Verantwortlichen, seine zu löschen. Sie erhalten eine signierte Bestätigung. Es lässt sich nicht rückgängig machen.

# The second step.
privacy-erase-sure = Ja, alles löschen

# Leaves it.
privacy-erase-keep = Behalten

# Under way.
privacy-erasing = Löschung verlangt: Die signierte Bestätigung wird erwartet.

# Heading: the notice as it was.
privacy-agreed = Der Hinweis, wie Sie ihn angenommen haben

# Heading: the notice as it is.
privacy-notice = Der ganze Hinweis

# Label: how long.
privacy-kept-for = Wie lange

## Links, cards and ratings.

# Before the host, address or number that a link leads to.
rich-goes = Er führt zu:

# Heading: a link that may lead elsewhere than it seems.
rich-beware = Bevor Sie diesen Link öffnen

# Why: the host's name has letters of other alphabets.
rich-letters = Sein Name hat Buchstaben anderer Alphabete, die wie die einer anderen Seite aussehen können.

# Why: the words name another host.
rich-name = Sein Text nennt eine andere Seite als die, zu der er führt.

# Why: what comes before an @ may read like a host.
rich-user = Die Adresse beginnt mit etwas, das wie eine Seite aussehen kann und keine ist.

# Why: signs that are not seen.
rich-hidden = Er hat unsichtbare Zeichen, die ändern können, was man liest.

# Button: the link stays closed.
rich-back = Zurück

# Button: the link is opened.
rich-open = Link öffnen

# Follows a link that asks before it opens, for screen readers.
rich-doubtful = (fragt vor dem Öffnen)

# In place of a picture without words of its own.
rich-image = Bild

# Name of lines of code.
rich-code = Code

# Name of a table.
rich-table = Tabelle

# Name of cards that are gone through.
rich-cards = Karten

# What cards side by side are, for screen readers.
rich-carousel = Karussell

# What one of them is.
rich-slide = Karte

# Button: the card before.
rich-previous = Vorige Karte

# Button: the card after.
rich-next = Nächste Karte

# The lowest of five scores.
rich-worst = gar nicht zufrieden

# The highest of five scores.
rich-best = sehr zufrieden

# A rating by yes and no: yes.
rich-yes = Ja

# A rating by yes and no: no.
rich-no = Nein

# Label: words beside a rating.
rich-comment = Kommentar (optional)

# Before the score that was given.
rich-rated = Ihre Bewertung:

# Said where a rating is sent without a score.
rich-choose = Wählen Sie zuerst eine Bewertung.

# The words are in no message.
rich-unfound = Nichts gefunden

# Button: to the find before this one.
rich-older = Früher

# Button: to the find after this one.
rich-newer = Später

# Button: closes the search.
rich-end-search = Suche schließen

## Forms.

# Said of a field that is needed.
forms-required = Pflichtangabe

# Said of one that is not.
forms-optional = freiwillig

# Above what is asked, before the purpose is given.
forms-asked = Bevor Sie es ausfüllen, fragen wir, ob Sie diese Verwendung erlauben. Gefragt wird nach:

# Above the fields.
forms-private = Was Sie hier schreiben, geht nur hinaus, wenn Sie es senden: verschlüsselt, an die oben Genannten.

# Above the fields, where something was sent before.
forms-correcting = Schreiben Sie alles noch einmal: Es ersetzt, was Sie gesendet haben.

# Goes to the fields.
forms-fill = Ausfüllen

# Leaves them, of equal weight.
forms-skip = Nicht senden

# It was left.
forms-declined = Sie haben dieses Formular nicht gesendet. Der Chat funktioniert genauso.

# Before the fields that were filled in.
forms-filled = Ausgefüllt:

# Where the values are.
forms-values = Die Angaben sind versiegelt: Dieser Chat bewahrt sie nicht auf und zeigt sie nicht.

# Opens the fields again.
forms-correct = Berichtigen

# Takes back what was sent.
forms-withdraw = Zurückziehen

# It was taken back.
forms-withdrawn = Sie haben zurückgezogen, was Sie gesendet haben: Wer es erhalten hat, muss es löschen.

# The purpose was taken back.
forms-ended = Sie haben die Erlaubnis für diese Verwendung widerrufen: Wer das Gesendete erhalten hat, muss es löschen.

# The policy has no such purpose.
forms-unnamed = Der Hinweis nennt die Verwendung dieses Formulars nicht, deshalb bleibt es leer.

# Button: opens the choice of a form's file.
forms-choose = Datei auswählen

# Before the largest size of a form's file.
forms-at-most = Höchstens:

# A required field is empty.
forms-missing = Diese Angabe fehlt.

# It could not be sealed.
forms-unsealed = Es ließ sich nicht verschlüsseln. Versuchen Sie es gleich noch einmal, oder kürzen Sie.

# Too long, or in characters that are not shown.
forms-bad-text = Schreiben Sie es in Buchstaben, und kürzer.

# It is no date of birth.
forms-bad-date = Schreiben Sie ein echtes Geburtsdatum, vor dem heutigen Tag.

# It is no account number.
forms-bad-iban = Prüfen Sie die IBAN: Ihre Prüfziffern stimmen nicht.

# It is no e-mail address.
forms-bad-email = Schreiben Sie eine ganze E-Mail-Adresse, etwa name@beispiel.de.

# It is no telephone number.
forms-bad-phone = Schreiben Sie eine Telefonnummer mit allen Ziffern.

# It is no number of an identity.
forms-bad-id = Prüfen Sie das Dokument: Sein Buchstabe oder seine Prüfziffern stimmen nicht.

# It is no policy number.
forms-bad-policy = Schreiben Sie die Versicherungsnummer, wie sie im Vertrag steht: Buchstaben, Ziffern und Bindestriche.

# It was not taken: it is not known any more.
forms-not-open = Nicht angenommen: Dieses Formular ist nicht mehr offen. Bitten Sie um ein neues, wenn Sie möchten.

# It was not taken: its purpose is not given.
forms-not-allowed = Nicht angenommen: Diese Verwendung ist nicht erlaubt. Wenn Sie sie erlauben, füllen Sie es noch einmal aus.

# It was not taken: what was told is kept and not used.
forms-restricted = Nicht angenommen: Sie haben verlangt, die Verwendung Ihrer Daten einzuschränken, oder ihr widersprochen; deshalb kommen keine hinzu.

# It was not taken: it came too late.
forms-late = Nicht angenommen: Es kam an, als sein Schlüssel schon gelöscht war. Füllen Sie es noch einmal aus.

# It was not taken: it is not what was asked for.
forms-not-fitting = Nicht angenommen: Etwas fehlt oder ist nicht das, wonach gefragt war. Füllen Sie es noch einmal aus.

# A form's answer was not taken: its file.
forms-bad-file = Nicht angenommen: Die Datei ließ sich nicht öffnen, oder niemand kann sagen, ob sie sicher ist. Versuchen Sie eine andere.

# An earlier answer was, and stays.
forms-stands = Was Sie früher gesendet haben, gilt weiter.

# It is of a conversation that is gone.
forms-closed = Dieses Formular gehörte zu einem Gespräch, das nicht mehr auf dem Server ist: Hier ist es geschlossen.


## Files.

# The file goes out.
files-uploading = Wird verschlüsselt gesendet

# The file is on its way here.
files-fetching = Wird empfangen

# Looks at a picture.
files-show = Bild ansehen

# Saves a file.
files-save = Speichern

# Under a picture that waits.
files-cleaned = Ohne Kameradaten und ohne Ort.

# Why a file is not sent.
files-other-kind = Dieser Chat nimmt keine Dateien dieser Art.

# Why a file is not sent; before the most that is taken.
files-too-large = Sie ist zu groß. Höchstens:

# Why a file is not sent.
files-too-many = Sie haben so viele gesendet, wie dieser Chat nimmt.

# Why a picture is not sent.
files-not-cleaned = Das Bild enthält Daten der Kamera, die hier immer entfernt werden; das ging hier nicht. Es wurde nicht gesendet.

# Why a file is not sent.
files-unread = Sie war nicht zu lesen und wurde nicht gesendet.

# A recipient did not take the file.
files-refused = Nicht angenommen: Sie ließ sich nicht öffnen.

# A recipient did not take the file.
files-refused-unsafe = Nicht angenommen: Niemand kann sagen, ob sie sicher ist.

# A recipient did not take the file.
files-refused-allowed = Nicht angenommen: Der Chat hat Ihre Erlaubnis nicht mehr.

# A recipient did not take the file.
files-refused-policy = Nicht angenommen: Dieser Chat nimmt andere Dateien.

# A file could not be fetched.
files-broken = Sie ließ sich nicht öffnen. Versuchen Sie es erneut; vielleicht ist sie nicht mehr da.

## What personal data is called that was seen in what somebody writes, by its DPV term.

found-Age = Alter eines Kindes
found-Authenticating = Zugangscode oder Schlüssel
found-BankAccount = Bankkonto
found-Biometric = biometrische Daten
found-BirthDate = Geburtsdatum
found-Criminal = Vorstrafen
found-EmailAddress = E-Mail-Adresse
found-EthnicOrigin = ethnische Herkunft
found-FinancialAccount = Bankleitzahl oder BIC
found-FinancialAccountNumber = Krypto-Wallet
found-Genetic = genetische Daten
found-Health = Gesundheit
found-IPAddress = IP-Adresse
found-Identifying = Kundennummer
found-Insurance = Versicherungsnummer
found-MACAddress = MAC-Adresse
found-OfficialID = Ausweis- oder Steuernummer
found-Passport = Reisepass
found-Password = Passwort
found-PaymentCard = Sicherheitscode der Karte
found-PaymentCardExpiry = Ablaufdatum der Karte
found-PaymentCardNumber = Zahlungskarte
found-PhysicalAddress = Postanschrift
found-PoliticalOpinion = politische Meinung
found-ReligiousBelief = Religion
found-Sexual = Sexualleben oder sexuelle Orientierung
found-TelephoneNumber = Telefonnummer
found-TradeUnionMembership = Gewerkschaftszugehörigkeit
found-VehicalLicenseRegistration = Autokennzeichen
found-Vehicle = Fahrgestellnummer
