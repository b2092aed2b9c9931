## What loads at once.

# Title until the controller is known.
text-chat = Chat privé

# Under the title: who answers.
text-assistant = Assistant automatique

# The close button.
text-close = Fermer le chat

# Name of the choice of languages.
text-language = Langue

# The lock line.
text-encrypted = Chiffré de bout en bout

# What the lock line opens.
text-who-reads = Qui lit

# The history can't be kept in this browser.
text-not-kept = Ce navigateur ne gardera pas la conversation : elle se termine si vous rechargez ou quittez la page.

# The manifest is on its way.
text-loading = Préparation du chat…

# What waiting costs.
text-loading-note = Rien n’a encore été enregistré ni envoyé.

# Heading of the notice.
text-notice-title = Avant de commencer

# Marks a notice as the law of California calls it.
text-at-collection = Avis lors de la collecte

# Label: the controller.
text-responsible = Responsable

# Follows the controller's name.
text-decides = décide de l’usage de ce que vous écrivez.

# Label: who answers.
text-answers = Qui répond

# A bot answers.
text-bot-answers = Un assistant automatique (un bot).

# People answer too.
text-people-too = Des personnes peuvent aussi répondre.

# People answer; there is no bot.
text-people-answer = Des personnes.

# Label: the purposes.
text-purposes = Pour quoi

# Label before a legal basis.
text-basis = Base légale :

# The basis is consent.
text-consent = votre consentement

# Label: the recipients.
text-readers = Qui peut lire

# Role: an automatic assistant.
text-role-bot = assistant automatique

# Role: people.
text-role-agent = personnes de l’équipe

# Role: a record for compliance.
text-role-archive = registre de conformité

# Before a number: how many people it takes to open that record.
text-opened-by = personnes qui doivent l’ouvrir ensemble :

# Role: a processor.
text-role-processor = entreprise qui travaille pour le responsable

# Role: somebody of the people.
text-role-person = personne

# Label: retention.
text-retention = Combien de temps

# Label: companies that work for the controller.
text-processors = Entreprises qui travaillent pour le responsable

# Label: kinds of data.
text-data = Données

# Label: countries outside the controller's area.
text-transfers = Hors de sa zone

# Label: what is said trains a model.
text-trains = Sert à entraîner un modèle

# Label: a machine alone decides about the visitor.
text-decides-alone = Une machine décide seule à votre sujet

# Said of such a thing.
text-yes = Cela se fait

# Said of such a thing.
text-no = Cela ne se fait pas

# Nothing is retained.
text-days-none = Non conservé

# How long something is kept.
text-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
}

# How long something is kept.
text-years = { $count ->
    [one] { $count } an
   *[other] { $count } ans
}

# The button that allows.
text-allow = Autoriser

# The button that refuses.
text-refuse = Refuser

# What refusing means.
text-refuse-note = Si vous refusez, rien n’est enregistré ni envoyé, et vous verrez d’autres moyens de contact.

# The second layer.
text-full = Toutes les informations

# Label: postal address.
text-address = Adresse

# Label: the contact for privacy matters.
text-contact = Contact pour la vie privée

# Label: the authority.
text-authority = Où réclamer

# Label: the safety code.
text-safety = Code de sécurité

# What the safety code is for.
text-safety-note = Comparez-le avec celui que l’entreprise publie ou vous donne par téléphone. S’il est identique, seules les personnes citées ci-dessus peuvent lire la conversation.

# Shows the safety code in words.
text-in-words = L’afficher en mots

# The list of words could not be fetched.
text-no-words = Les mots n’ont pas pu être chargés. Comparez les chiffres.

# Label: how far the chains of envelopes have come.
text-chain = Messages

# Before a number: messages that left.
text-chain-sent = Envoyés :

# Before a number: messages that a recipient opened.
text-chain-delivered = remis :

# Before a number: messages that came.
text-chain-received = Reçus :

# Before a number: what is known to be missing.
text-chain-missing = manquants :

# How a loss is noticed.
text-chain-note = Chaque message porte, signée, l’empreinte du précédent : s’il en manque un ou s’il change, cela se voit.

# Name of the log.
text-conversation = Conversation

# The visitor, as an author.
text-you = Vous

# In place of an envelope that could not be verified or opened.
text-unverified = Un message est arrivé qui ne peut pas être vérifié. Il n’est pas affiché.

# A recipient's end was started anew, and the two have greeted each other again.
text-renewed = La connexion chiffrée a été renouvelée.

# In place of envelopes that are missing in a sender's chain.
text-missing = Il manque un message : il a été envoyé, mais n’est pas arrivé.

# In place of a body of a type that this version does not know.
text-unknown = Un message est arrivé d’un type que cette version ne peut pas afficher.

# The conversation has no message yet.
text-begin = Écrivez votre question quand vous voulez.

# Held until the visitor decides.
text-held-undecided = Retenu : il reste ici jusqu’à votre décision.

# Held until the recipients answered.
text-held-connecting = Retenu : il partira, chiffré, dès que la connexion sera sûre.

# Discards a held message.
text-discard = Supprimer

# Being sealed.
text-encrypting = Chiffrement…

# Delivery: on its way.
text-sending = Envoi…

# Delivery: at the relay.
text-sent = Envoyé, chiffré

# Delivery: opened by a recipient.
text-delivered = Remis

# A person has read the message.
text-read = Lu

# Somebody writes.
text-writing = est en train d’écrire

# Delivery: not sent.
text-failed = Non envoyé.

# Tries again.
text-retry = Réessayer

# Name of the group of suggestions.
text-suggestions = Réponses suggérées

# Separator: today.
text-today = Aujourd’hui

# Separator: yesterday.
text-yesterday = Hier

# Leads to what came in while the visitor read further up.
text-new-messages = Nouveaux messages

# Shows what was said before.
text-earlier = Messages précédents

# Shows what was said after.
text-later = Messages suivants

# Connection: awaiting the recipients.
text-connecting = Connexion sécurisée en cours… Ce que vous écrivez attend ici.

# Connection: the backend does not answer.
text-offline = Pas de connexion.

# Connection, and why the chat can't be opened: the backend says that it has no room now.
text-busy = Trop de monde en ce moment.

# After one of these two, in a conversation.
text-waits = Vos messages attendent et partiront d’eux-mêmes.

# Label of the field.
text-message = Votre message

# Shown in the empty field.
text-placeholder = Écrivez un message

# How the keys work, for those who ask a screen reader.
text-keys = Entrée envoie. Maj et Entrée, nouvelle ligne.

# Under the field, before what is seen in what is being written.
text-seen = Données personnelles visibles :

# Held behind one that the visitor decides about.
text-held-behind = Attend votre décision sur le message précédent.

# Held until the visitor says what becomes of the personal data in it.
text-held-care = Retenu : il contient des données personnelles et attend votre décision.

# Under the field while the visitor decides.
text-early = Ce que vous écrivez reste ici jusqu’à votre décision.

# Before what the page offers to share.
text-context = Cette page peut ajouter à votre message :

# Takes what the page offers into the field.
text-context-add = Ajouter

# Leaves out what the page offers.
text-context-leave = Laisser de côté

# Takes back everything that was allowed.
text-withdraw = Retirer mon autorisation

# The send button.
text-send = Envoyer

# Room that is left for the message.
text-left = { $count ->
    [one] { $count } caractère disponible
   *[other] { $count } caractères disponibles
}

# The message is too long by so many.
text-over = { $count ->
    [one] { $count } caractère de trop : raccourcissez le message pour l’envoyer.
   *[other] { $count } caractères de trop : raccourcissez le message pour l’envoyer.
}

# The way to the privacy panel.
text-privacy = Vie privée

# Before what has changed.
text-changed-title = Ce qui a changé

# Why the notice is shown: its substance changed.
text-why-changed = Ce que vous aviez accepté a changé. Plus rien n’est envoyé jusqu’à votre décision.

# Why the notice is shown: the decision ran out.
text-why-expired = Votre décision a expiré. Plus rien n’est envoyé jusqu’à votre décision.

# Why the notice is shown: other readers.
text-why-readers = Les personnes qui peuvent lire ont changé. Plus rien n’est envoyé jusqu’à votre décision.

# Why the notice is shown: the record of an earlier decision is damaged.
text-why-unread = Votre décision précédente n’a pas pu être lue. Plus rien n’est envoyé jusqu’à votre décision.

# Column: as it was.
text-before = Avant

# Column: as it is.
text-now = Maintenant

# It was not there, or is no more.
text-nothing = Rien

# Heading of the optional purposes.
text-optional = Facultatif : vous choisissez

# What leaving them off means.
text-optional-note = Le chat fonctionne de la même façon avec tout désactivé.

# Global Privacy Control is on.
text-gpc = Votre navigateur demande de ne pas vendre ni partager vos données : désactivé.

# The page's own consent manager says no.
text-external = Votre choix sur cette page : désactivé.

# Said of a special category.
text-special = Données spécialement protégées : nous vous poserons la question à part.

# Heading of the question about age.
text-age-title = Votre âge

# Before the number of years.
text-age-from = J’ai

# After it.
text-age-years = ans ou plus

# Allow was pressed without it.
text-age-wanted = Cochez votre âge pour pouvoir autoriser le chat.

# Heading after a withdrawal.
text-withdrawn-title = Vous avez retiré votre autorisation

# What that means.
text-withdrawn = Désormais plus rien n’est envoyé. Ce qui a été envoyé jusqu’ici était licite ; sous Vie privée vous pouvez demander son effacement.

# Heading after a refusal.
text-refused-title = Rien n’a été enregistré ni envoyé

# Heading after refusing a notice that has changed.
text-refused-later-title = Plus rien ne sera envoyé

# What that means.
text-refused-later = Vous avez refusé le nouvel avis. Ce que vous aviez déjà envoyé est traité comme vous l’aviez accepté alors.

# Leads to the channels.
text-refused-text = Vous avez refusé l’avis. Vous pouvez nous joindre par d’autres moyens :

# Without channels.
text-refused-alone = Vous avez refusé l’avis.

# Saves the receipt of a refusal.
text-refusal-receipt = Enregistrer le reçu de mon refus

# Shows the notice again.
text-reconsider = Revoir l’avis

# After a link that leaves.
text-new-tab = (s’ouvre dans un autre onglet)

# Heading of a problem.
text-problem-title = Le chat ne peut pas s’ouvrir

# What a problem means.
text-nothing-sent = Rien n’a été envoyé.

# Whatever the problem, where a conversation was begun before.
text-nothing-more-sent = Rien de plus n’a été envoyé.

# Problem: no answer.
text-unreachable = Le service de chat ne répond pas.

# What to do then.
text-unreachable-do = Vérifiez votre connexion ou réessayez dans un moment.

# Problem: signed by another key.
text-untrusted = Il n’a pas pu être vérifié que ce chat est bien celui qu’il prétend être.

# What to do then.
text-untrusted-do = Réessayez. Si cela se reproduit, contactez l’entreprise par un autre moyen.

# Problem: out of its time.
text-expired = L’autorisation signée de ce chat n’est pas valable en ce moment.

# What to do then.
text-expired-do = Vérifiez la date et l’heure de votre appareil et réessayez.

# The device's clock is wrong.
text-clock = L’horloge de cet appareil est fausse : elle diffère de celle du serveur de plus de cinq minutes, si bien que les clés du chat semblent expirées ou pas encore valables.

# What to do about the clock.
text-clock-do = Réglez la date et l’heure de l’appareil, ou laissez-le les régler lui-même, puis réessayez.

# Problem: another policy.
text-policy = L’avis de confidentialité reçu n’est pas celui que l’entreprise a signé.

# What to do then.
text-policy-do = Réessayez dans quelques minutes.

# Problem: a page that is not of the site.
text-origin = Ce chat n’est pas autorisé sur cette page.

# What to do then.
text-origin-do = Ouvrez-le depuis le site officiel de l’entreprise.

# Problem: the script tag.
text-setup = Le chat n’est pas installé correctement sur cette page.

# What to do then.
text-setup-do = Contactez l’entreprise par un autre moyen et signalez-le.

# Problem: the browser.
text-browser = Ce navigateur n’offre pas le chiffrement dont le chat a besoin.

# What to do then.
text-browser-do = Mettez-le à jour ou utilisez-en un autre, et ouvrez la page en https.

## What asks just in time, an erasure, and parts that are on their way.

# Heading of the panel.
asking-title = Vie privée

# Leads back.
asking-back = Retour

# The button that objects.
asking-object = M’opposer

# Heading once everything is erased.
asking-erased-title = Tout a été effacé

# What went here.
asking-erased-here = Il ne reste dans ce navigateur rien de la conversation ni de ses clés.

# What went there.
asking-erased-there = Le responsable a effacé ce qu’il avait et l’a confirmé par sa signature.

# Heading: what is kept.
asking-erased-kept = Ce qui est conservé par obligation

# Nothing is.
asking-erased-nothing-kept = Rien.

# Before a date.
asking-erased-until = Jusqu’au

# Said of what is blocked.
asking-erased-blocked = Bloqué : personne ne l’utilise.

# Heading where the relay has erased the conversation by itself.
asking-gone-title = La conversation a été effacée sur le serveur

# What that means.
asking-gone = C’est le service qui l’a fait : ici, personne ne l’a demandé. Ce que vous voyez ci-dessous n’est que dans ce navigateur, et vous pouvez l’enregistrer sous Vie privée. Votre décision reste valable : un nouveau chat commence avec elle.

# Leads to a new conversation.
asking-begin-again = Commencer un nouveau chat

# Saves the confirmation.
asking-save-erasure = Enregistrer la confirmation signée

# Title of a prompt.
asking-ask = Autorisez-vous cet usage ?

# Title of a prompt's first step.
asking-ask-special = Données spécialement protégées

# What a special category is.
asking-special-note = La loi protège davantage ces données : santé, religion, origine, vie sexuelle et autres. Elles ne sont utilisées que si vous l’autorisez expressément.

# Goes on to the second step.
asking-go-on = Continuer

# Leaves it.
asking-not-now = Pas maintenant

# Title of what asks before a message with personal data goes out.
asking-care = Avant l’envoi de votre message

# Before what was found in it.
asking-care-found = Il contient :

# Before the names of who would read it.
asking-care-readers = Il serait lu par :

# No purpose that is given covers it.
asking-care-uncovered = Rien de ce que vous avez autorisé ne couvre ces données.

# It is never sent.
asking-care-never = Il y a quelque chose que ce chat n’envoie jamais : vous pouvez le masquer, le modifier ou ne pas l’envoyer.

# Before the message with it hidden.
asking-care-masked = Masqué, on lirait :

# Sends it with the data hidden.
asking-care-mask = Envoyer masqué

# Puts it back into the field.
asking-care-edit = Modifier

# Discards it.
asking-care-drop = Ne pas envoyer

# Opens the form that asks for such data.
asking-care-form = Utiliser le formulaire scellé

# Sends it as it is.
asking-care-send = Envoyer tel quel, scellé

# Gives the purpose that covers it, and sends it.
asking-care-allow = Autoriser et envoyer, scellé

# Gives the purpose that covers some of it, and goes on to the next question.
asking-care-more = Autoriser et continuer

# Read out where the question comes up while something else is being filled in.
asking-care-waits = Un de vos messages attend votre décision : il contient des données personnelles.

# The button beside the field.
asking-attach = Joindre des fichiers

# A line of the conversation, before the names of what was allowed.
asking-now-allowed = Autorisé :

# A line of the conversation, before the names of what was taken back.
asking-now-withdrawn = Retiré :

# The notice reads otherwise, and says the same.
asking-reworded = La rédaction de l’avis a changé, pas ce que vous aviez accepté. Sous Vie privée vous trouvez celui d’aujourd’hui et celui d’alors.

# Offered where somebody writes of deletion.
asking-offer = Voulez-vous effacer vos données ou retirer votre autorisation ? Vous pouvez le faire vous-même sous Vie privée.

# A part is on its way.
asking-fetching = Chargement de cette partie du chat…

# A part could not be fetched.
asking-unfetched = Cette partie du chat n’a pas pu être chargée. La conversation continue comme avant.

# Before the name of the team of which somebody has taken the conversation over.
asking-taken-over = Une personne répond désormais :

# Before the name of the assistant.
asking-handed-back = L’assistant automatique répond à nouveau :

# In the chat's head, while a person answers.
asking-person-answers = Une personne répond

# Before the names of those who look on.
asking-watched = Observe la conversation, sans répondre :

# Those who looked on have left.
asking-unwatched = Plus personne n’observe la conversation.

# The way to looking for words in the conversation, and the name of the field for them
asking-search = Rechercher

## The privacy panel.

# Nothing was decided or stored yet.
privacy-nothing-yet = Vous n’avez pas encore décidé : rien n’a été enregistré ni envoyé.

# A notice waits for an answer.
privacy-pending = Un avis attend votre réponse : c’est là que l’on autorise. Retirer, demander, enregistrer et effacer sont déjà possibles ici.

# Heading: the purposes.
privacy-purposes = À quoi servent vos données

# Where a purpose stands: undecided.
privacy-open = À décider

# Where a purpose stands: given.
privacy-given = Autorisé

# Where a purpose on another basis stands.
privacy-informed = Informé

# Where a purpose stands: refused.
privacy-refused = Refusé

# Where a purpose stands: withdrawn.
privacy-withdrawn = Retiré

# Where a purpose on another basis stands: objected to.
privacy-objected = Vous vous êtes opposé

# Where a purpose stands: over.
privacy-over = Terminé

# Before a date.
privacy-since = depuis le

# Said of a purpose that the chat can't do without.
privacy-required = Nécessaire au chat : le retirer met fin au chat.

# Said of a required purpose on another basis.
privacy-required-other = Nécessaire au chat : s’y opposer met fin au chat.

# Opts out of sale and sharing (Cal. Civ. Code, section 1798.135).
privacy-no-sale = Ne pas vendre ni partager mes données personnelles

# Limits sensitive data (Cal. Civ. Code, section 1798.135).
privacy-limit-sensitive = Limiter l’usage de mes données sensibles

# Heading: what was sent.
privacy-sent = Ce qui a été envoyé

# Nothing was.
privacy-sent-nothing = Rien.

# What was sent: messages.
privacy-sent-messages = Messages

# What was sent: decisions and requests.
privacy-sent-decisions = Décisions et demandes

# Before the names of readers.
privacy-to = à

# Heading: the receipts.
privacy-receipts = Reçus de vos décisions

# A receipt's decision.
privacy-act-allowed = Vous avez autorisé

# A receipt's decision.
privacy-act-refused = Vous avez refusé

# A receipt's decision.
privacy-act-withdrawn = Vous avez retiré

# A receipt of what ended by itself.
privacy-act-over = Terminé

# The controller has signed.
privacy-countersigned = signé aussi par le responsable

# The controller has not signed yet.
privacy-unsigned = il manque la signature du responsable

# Saves the receipts.
privacy-save-receipts = Enregistrer les reçus

# Saves the receipts to read.
privacy-save-receipts-page = Enregistrer pour lire

# What the audit log is asked about, before what was found.
privacy-audit = Vos décisions figurent dans le journal d’audit de l’entreprise

# Nothing was found out about it.
privacy-audit-unchecked = non vérifié

# It is there.
privacy-audit-checked = vérifié

# It is not, or the log has changed.
privacy-audit-wrong = ne concorde pas

# What was sent: the answers of forms, before the purpose's name.
privacy-form = Formulaire

# Heading: the forms that were answered.
privacy-forms = Formulaires que vous avez remplis

# Before the fields of a form that were filled in.
privacy-filled = Rempli :

# Opens a form's fields again.
privacy-correct = Corriger

# Takes back what was sent by a form.
privacy-take-back = Retirer

# Heading: taking everything along.
privacy-data = Vos données

# What the two files are.
privacy-data-note = Toute la conversation, les reçus et les données qui l’accompagnent. Cela se fait ici, dans votre navigateur.

# Saves everything for machines.
privacy-save-data = Enregistrer (JSON)

# Saves everything to read.
privacy-save-page = Enregistrer pour lire ou imprimer

# Heading: rights.
privacy-rights = Vos droits

# How requests go.
privacy-rights-note = Chaque demande part chiffrée et reste ici avec son échéance.

# Label of the note.
privacy-note = Ce que vous voulez dire avec votre demande (facultatif)

# A right.
privacy-access = Savoir ce que vous détenez sur moi

# A right.
privacy-portability = Emporter mes données

# A right.
privacy-rectification = Corriger mes données

# A right.
privacy-erasure = Effacer mes données

# A right.
privacy-restriction = Limiter leur usage

# A right.
privacy-objection = M’opposer à leur usage

# A right.
privacy-review = Le faire revoir par une personne

# State of a request.
privacy-waiting = en attente de départ

# State of a request.
privacy-on-its-way = envoyée

# State of a request.
privacy-received = reçue

# State of a request.
privacy-done = faite

# State of a request.
privacy-declined = refusée

# Before a date.
privacy-due = échéance :

# Heading: erase everything.
privacy-erase = Tout effacer

# What it does.
privacy-erase-note = Efface la conversation et les clés dans ce navigateur, et demande au responsable d’effacer les siennes. Vous recevez une confirmation signée. C’est irréversible.

# The second step.
privacy-erase-sure = Oui, tout effacer

# Leaves it.
privacy-erase-keep = Conserver

# Under way.
privacy-erasing = Effacement demandé : en attente de la confirmation signée.

# Heading: the notice as it was.
privacy-agreed = L’avis tel que vous l’avez accepté

# Heading: the notice as it is.
privacy-notice = L’avis complet

# Label: how long.
privacy-kept-for = Combien de temps

## Links, cards and ratings.

# Before the host, address or number that a link leads to.
rich-goes = Il mène à :

# Heading: a link that may lead elsewhere than it seems.
rich-beware = Avant d’ouvrir ce lien

# Why: the host's name has letters of other alphabets.
rich-letters = Son nom contient des lettres d’autres alphabets, qui peuvent ressembler à celles d’un autre site.

# Why: the words name another host.
rich-name = Son texte nomme un autre site que celui où il mène.

# Why: what comes before an @ may read like a host.
rich-user = L’adresse commence par quelque chose qui peut ressembler à un site et n’en est pas un.

# Why: signs that are not seen.
rich-hidden = Il contient des signes invisibles qui peuvent changer ce qu’on lit.

# Button: the link stays closed.
rich-back = Revenir

# Button: the link is opened.
rich-open = Ouvrir le lien

# Follows a link that asks before it opens, for screen readers.
rich-doubtful = (demande avant de s’ouvrir)

# In place of a picture without words of its own.
rich-image = Image

# Name of lines of code.
rich-code = Code

# Name of a table.
rich-table = Tableau

# Name of cards that are gone through.
rich-cards = Fiches

# What cards side by side are, for screen readers.
rich-carousel = carrousel

# What one of them is.
rich-slide = fiche

# Button: the card before.
rich-previous = Fiche précédente

# Button: the card after.
rich-next = Fiche suivante

# The lowest of five scores.
rich-worst = pas du tout satisfait

# The highest of five scores.
rich-best = très satisfait

# A rating by yes and no: yes.
rich-yes = Oui

# A rating by yes and no: no.
rich-no = Non

# Label: words beside a rating.
rich-comment = Commentaire (facultatif)

# Before the score that was given.
rich-rated = Votre note :

# Said where a rating is sent without a score.
rich-choose = Choisissez d’abord une note.

# The words are in no message.
rich-unfound = Aucun résultat

# Button: to the find before this one.
rich-older = Précédent

# Button: to the find after this one.
rich-newer = Suivant

# Button: closes the search.
rich-end-search = Fermer la recherche

## Forms.

# Said of a field that is needed.
forms-required = obligatoire

# Said of one that is not.
forms-optional = facultatif

# Above what is asked, before the purpose is given.
forms-asked = Avant de le remplir, nous vous demanderons si vous autorisez cet usage. Il demande :

# Above the fields.
forms-private = Ce que vous écrivez ici ne part que si vous l’envoyez : chiffré, pour les personnes citées ci-dessus.

# Above the fields, where something was sent before.
forms-correcting = Écrivez tout à nouveau : cela remplace ce que vous aviez envoyé.

# Goes to the fields.
forms-fill = Remplir

# Leaves them, of equal weight.
forms-skip = Ne pas envoyer

# It was left.
forms-declined = Vous n’avez pas envoyé ce formulaire. Le chat fonctionne de la même façon.

# Before the fields that were filled in.
forms-filled = Rempli :

# Where the values are.
forms-values = Les valeurs sont scellées : ce chat ne les conserve pas et ne les affiche pas.

# Opens the fields again.
forms-correct = Corriger

# Takes back what was sent.
forms-withdraw = Retirer

# It was taken back.
forms-withdrawn = Vous avez retiré ce que vous aviez envoyé : ceux qui l’ont reçu doivent l’effacer.

# The purpose was taken back.
forms-ended = Vous avez retiré l’autorisation pour cet usage : ceux qui ont reçu ce que vous avez envoyé doivent l’effacer.

# The policy has no such purpose.
forms-unnamed = L’avis ne nomme pas l’usage de ce formulaire, il reste donc vide.

# Button: opens the choice of a form's file.
forms-choose = Choisir un fichier

# Before the largest size of a form's file.
forms-at-most = Au plus :

# A required field is empty.
forms-missing = Cette donnée manque.

# It could not be sealed.
forms-unsealed = Le chiffrement a échoué. Réessayez dans un instant, ou raccourcissez.

# Too long, or in characters that are not shown.
forms-bad-text = Écrivez-le en lettres, et plus court.

# It is no date of birth.
forms-bad-date = Écrivez une vraie date de naissance, antérieure à aujourd’hui.

# It is no account number.
forms-bad-iban = Vérifiez l’IBAN : ses chiffres de contrôle ne correspondent pas.

# It is no e-mail address.
forms-bad-email = Écrivez une adresse e-mail complète, comme nom@exemple.fr.

# It is no telephone number.
forms-bad-phone = Écrivez un numéro de téléphone avec tous ses chiffres.

# It is no number of an identity.
forms-bad-id = Vérifiez le document : sa lettre ou ses chiffres de contrôle ne correspondent pas.

# It is no policy number.
forms-bad-policy = Écrivez le numéro de police tel qu’il y figure : lettres, chiffres et traits d’union.

# It was not taken: it is not known any more.
forms-not-open = Non accepté : ce formulaire n’est plus ouvert. Demandez-en un nouveau si vous le souhaitez.

# It was not taken: its purpose is not given.
forms-not-allowed = Non accepté : cet usage n’est pas autorisé. Si vous l’autorisez, remplissez-le à nouveau.

# It was not taken: what was told is kept and not used.
forms-restricted = Non accepté : vous avez demandé de limiter l’usage de vos données, ou vous y êtes opposé ; rien n’est donc ajouté.

# It was not taken: it came too late.
forms-late = Non accepté : il est arrivé après l’effacement de sa clé. Remplissez-le à nouveau.

# It was not taken: it is not what was asked for.
forms-not-fitting = Non accepté : il manque quelque chose, ou ce n’est pas ce qui était demandé. Remplissez-le à nouveau.

# A form's answer was not taken: its file.
forms-bad-file = Refusé : le fichier n’a pas pu être ouvert, ou personne ne peut garantir qu’il est sûr. Essayez-en un autre.

# An earlier answer was, and stays.
forms-stands = Ce que vous aviez envoyé avant reste valable.

# It is of a conversation that is gone.
forms-closed = Ce formulaire était celui d’une conversation qui n’est plus sur le serveur : ici, il est fermé.


## Files.

# The file goes out.
files-uploading = Envoi, chiffré

# The file is on its way here.
files-fetching = Réception

# Looks at a picture.
files-show = Voir l’image

# Saves a file.
files-save = Enregistrer

# Under a picture that waits.
files-cleaned = Sans les données de l’appareil ni le lieu.

# Why a file is not sent.
files-other-kind = Ce chat ne prend aucun fichier de ce type.

# Why a file is not sent; before the most that is taken.
files-too-large = Il est trop grand. Au plus :

# Why a file is not sent.
files-too-many = Vous avez envoyé tous ceux que ce chat accepte.

# Why a picture is not sent.
files-not-cleaned = L’image garde des données de l’appareil que l’on retire toujours ici, et cela a échoué. Elle reste ici.

# Why a file is not sent.
files-unread = La lecture a échoué. Il reste ici.

# A recipient did not take the file.
files-refused = Refusé : il est impossible de l’ouvrir.

# A recipient did not take the file.
files-refused-unsafe = Refusé : personne ne peut dire qu’il est sûr.

# A recipient did not take the file.
files-refused-allowed = Refusé : le chat a perdu votre autorisation.

# A recipient did not take the file.
files-refused-policy = Refusé : ce chat en accepte d’autres.

# A file could not be fetched.
files-broken = L’ouverture a échoué. Réessayez ; il a peut-être disparu.

## What personal data is called that was seen in what somebody writes, by its DPV term.

found-Age = âge d’un mineur
found-Authenticating = code ou clé d’accès
found-BankAccount = compte bancaire
found-Biometric = données biométriques
found-BirthDate = date de naissance
found-Criminal = antécédents judiciaires
found-EmailAddress = adresse e-mail
found-EthnicOrigin = origine ethnique
found-FinancialAccount = code bancaire
found-FinancialAccountNumber = portefeuille de cryptomonnaies
found-Genetic = données génétiques
found-Health = santé
found-IPAddress = adresse IP
found-Identifying = numéro de client
found-Insurance = numéro de police
found-MACAddress = adresse MAC
found-OfficialID = numéro d’identité ou fiscal
found-Passport = passeport
found-Password = mot de passe
found-PaymentCard = code de sécurité de carte
found-PaymentCardExpiry = expiration de carte
found-PaymentCardNumber = carte de paiement
found-PhysicalAddress = adresse postale
found-PoliticalOpinion = opinion politique
found-ReligiousBelief = religion
found-Sexual = vie ou orientation sexuelle
found-TelephoneNumber = numéro de téléphone
found-TradeUnionMembership = appartenance syndicale
found-VehicalLicenseRegistration = plaque d’immatriculation
found-Vehicle = numéro de châssis
