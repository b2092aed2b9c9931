## What loads at once.

# Title until the controller is known.
text-chat = Private chat

# Under the title: who answers.
text-assistant = Automatic assistant

# The close button.
text-close = Close the chat

# Name of the choice of languages.
text-language = Language

# The lock line.
text-encrypted = End-to-end encrypted

# What the lock line opens.
text-who-reads = Who reads it

# The history can't be kept in this browser.
text-not-kept = This browser will not keep the conversation: it ends when you reload or leave.

# The manifest is on its way.
text-loading = Getting the chat ready…

# What waiting costs.
text-loading-note = Nothing has been stored or sent yet.

# Heading of the notice.
text-notice-title = Before we start

# Marks a notice as the law of California calls it.
text-at-collection = Notice at collection

# Label: the controller.
text-responsible = Responsible

# Follows the controller's name.
text-decides = decides what your messages are used for.

# Label: who answers.
text-answers = Who answers

# A bot answers.
text-bot-answers = An automatic assistant (a bot).

# People answer too.
text-people-too = People may answer too.

# People answer; there is no bot.
text-people-answer = People.

# Label: the purposes.
text-purposes = What for

# Label before a legal basis.
text-basis = Legal basis:

# The basis is consent.
text-consent = your consent

# Label: the recipients.
text-readers = Who can read

# Role: an automatic assistant.
text-role-bot = automatic assistant

# Role: people.
text-role-agent = people on the team

# Role: a record for compliance.
text-role-archive = compliance record

# Before a number: how many people it takes to open that record.
text-opened-by = people who have to open it together:

# Role: a processor.
text-role-processor = company working for the controller

# Role: somebody of the people.
text-role-person = person

# Label: retention.
text-retention = How long

# Label: companies that work for the controller.
text-processors = Companies working for the controller

# Label: kinds of data.
text-data = Data

# Label: countries outside the controller's area.
text-transfers = Outside its area

# Label: what is said trains a model.
text-trains = Used to train a model

# Label: a machine alone decides about the visitor.
text-decides-alone = A machine alone decides about you

# Said of such a thing.
text-yes = It is done

# Said of such a thing.
text-no = It is not done

# Nothing is retained.
text-days-none = Not kept

# How long something is kept.
text-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}

# How long something is kept.
text-years = { $count ->
    [one] { $count } year
   *[other] { $count } years
}

# The button that allows.
text-allow = Allow

# The button that refuses.
text-refuse = Refuse

# What refusing means.
text-refuse-note = If you refuse, nothing is stored or sent, and you will see other ways to get in touch.

# The second layer.
text-full = All the information

# Label: postal address.
text-address = Address

# Label: the contact for privacy matters.
text-contact = Privacy contact

# Label: the authority.
text-authority = Where to complain

# Label: the safety code.
text-safety = Safety code

# What the safety code is for.
text-safety-note = Compare it with the one that the company publishes, or tells you by telephone. If it is the same, only those named above can read the conversation.

# Shows the safety code in words.
text-in-words = Show it in words

# The list of words could not be fetched.
text-no-words = The words could not be loaded. Compare the digits.

# Label: how far the chains of envelopes have come.
text-chain = Messages

# Before a number: messages that left.
text-chain-sent = Sent:

# Before a number: messages that a recipient opened.
text-chain-delivered = delivered:

# Before a number: messages that came.
text-chain-received = Received:

# Before a number: what is known to be missing.
text-chain-missing = missing:

# How a loss is noticed.
text-chain-note = Each message carries the signed fingerprint of the one before: a missing or changed one shows.

# Name of the log.
text-conversation = Conversation

# The visitor, as an author.
text-you = You

# In place of an envelope that could not be verified or opened.
text-unverified = A message arrived that can’t be verified. It is not shown.

# A recipient's end was started anew, and the two have greeted each other again.
text-renewed = The encrypted connection was renewed.

# In place of envelopes that are missing in a sender's chain.
text-missing = A message is missing: it was sent but did not arrive.

# In place of a body of a type that this version does not know.
text-unknown = A message arrived of a kind that this version can’t show.

# The conversation has no message yet.
text-begin = Write your question whenever you like.

# Held until the visitor decides.
text-held-undecided = Held: it stays here until you decide.

# Held until the recipients answered.
text-held-connecting = Held: it goes out, encrypted, once the connection is secure.

# Discards a held message.
text-discard = Discard

# Being sealed.
text-encrypting = Encrypting…

# Delivery: on its way.
text-sending = Sending…

# Delivery: at the relay.
text-sent = Sent, encrypted

# Delivery: opened by a recipient.
text-delivered = Delivered

# A person has read the message.
text-read = Read

# Somebody writes.
text-writing = is writing

# Delivery: not sent.
text-failed = Not sent.

# Tries again.
text-retry = Try again

# Name of the group of suggestions.
text-suggestions = Suggested replies

# Separator: today.
text-today = Today

# Separator: yesterday.
text-yesterday = Yesterday

# Leads to what came in while the visitor read further up.
text-new-messages = New messages

# Shows what was said before.
text-earlier = Earlier messages

# Shows what was said after.
text-later = Later messages

# Connection: awaiting the recipients.
text-connecting = Connecting securely… What you write waits here.

# Connection: the backend does not answer.
text-offline = No connection.

# Connection, and why the chat can't be opened: the backend says that it has no room now.
text-busy = Too many requests just now.

# After one of these two, in a conversation.
text-waits = Your messages wait and go out by themselves.

# Label of the field.
text-message = Your message

# Shown in the empty field.
text-placeholder = Write a message

# How the keys work, for those who ask a screen reader.
text-keys = Enter sends. Shift and Enter make a new line.

# Under the field, before what is seen in what is being written.
text-seen = Personal data in sight:

# Held behind one that the visitor decides about.
text-held-behind = Waits for your decision about the message before it.

# Held until the visitor says what becomes of the personal data in it.
text-held-care = Held: there is personal data in it, and it waits for you to decide.

# Under the field while the visitor decides.
text-early = Nothing you write leaves until you decide.

# Before what the page offers to share.
text-context = This page can add to your message:

# Takes what the page offers into the field.
text-context-add = Add it

# Leaves out what the page offers.
text-context-leave = Leave it out

# Takes back everything that was allowed.
text-withdraw = Withdraw my permission

# The send button.
text-send = Send

# Room that is left for the message.
text-left = { $count ->
    [one] { $count } character left
   *[other] { $count } characters left
}

# The message is too long by so many.
text-over = { $count ->
    [one] { $count } character too many: shorten the message to send it.
   *[other] { $count } characters too many: shorten the message to send it.
}

# The way to the privacy panel.
text-privacy = Privacy

# Before what has changed.
text-changed-title = What has changed

# Why the notice is shown: its substance changed.
text-why-changed = What you agreed to has changed. Nothing more is sent until you decide.

# Why the notice is shown: the decision ran out.
text-why-expired = Your decision has run out. Nothing more is sent until you decide.

# Why the notice is shown: other readers.
text-why-readers = Who can read has changed. Nothing more is sent until you decide.

# Why the notice is shown: the record of an earlier decision is damaged.
text-why-unread = What you decided before could not be read. Nothing more is sent until you decide.

# Column: as it was.
text-before = Before

# Column: as it is.
text-now = Now

# It was not there, or is no more.
text-nothing = Nothing

# Heading of the optional purposes.
text-optional = Optional: you choose

# What leaving them off means.
text-optional-note = The chat works the same with all of it off.

# Global Privacy Control is on.
text-gpc = Your browser asks not to sell or share your data: off.

# The page's own consent manager says no.
text-external = Your choice on this page: off.

# Said of a special category.
text-special = Specially protected data: we will ask you separately.

# Heading of the question about age.
text-age-title = Your age

# Before the number of years.
text-age-from = I am

# After it.
text-age-years = or older

# Allow was pressed without it.
text-age-wanted = Tick your age to allow the chat.

# Heading after a withdrawal.
text-withdrawn-title = You withdrew your permission

# What that means.
text-withdrawn = From now on nothing more is sent. What was sent until now was lawful; under Privacy you can ask for it to be erased.

# Heading after a refusal.
text-refused-title = Nothing was stored or sent

# Heading after refusing a notice that has changed.
text-refused-later-title = Nothing more will be sent

# What that means.
text-refused-later = You refused the new notice. What you sent before is treated as you agreed then.

# Leads to the channels.
text-refused-text = You refused the notice. You can get in touch in other ways:

# Without channels.
text-refused-alone = You refused the notice.

# Saves the receipt of a refusal.
text-refusal-receipt = Save the receipt of my refusal

# Shows the notice again.
text-reconsider = See the notice again

# After a link that leaves.
text-new-tab = (opens in a new tab)

# Heading of a problem.
text-problem-title = The chat can’t be opened

# What a problem means.
text-nothing-sent = Nothing was sent.

# Whatever the problem, where a conversation was begun before.
text-nothing-more-sent = Nothing more was sent.

# Problem: no answer.
text-unreachable = The chat service does not answer.

# What to do then.
text-unreachable-do = Check your connection, or try again in a moment.

# Problem: signed by another key.
text-untrusted = It could not be verified that this chat is who it says it is.

# What to do then.
text-untrusted-do = Try again. If it happens again, contact the company another way.

# Problem: out of its time.
text-expired = The signed authorisation of this chat is not valid at this time.

# What to do then.
text-expired-do = Check the date and time of your device and try again.

# The device's clock is wrong.
text-clock = This device's clock is wrong: it differs from the server's by more than five minutes, so the chat's keys look expired or not yet valid.

# What to do about the clock.
text-clock-do = Set the date and time of the device, or let it set them by itself, and try again.

# Problem: another policy.
text-policy = The privacy notice that arrived is not the one the company signed.

# What to do then.
text-policy-do = Try again in a few minutes.

# Problem: a page that is not of the site.
text-origin = This chat is not authorised on this page.

# What to do then.
text-origin-do = Open it from the company’s own website.

# Problem: the script tag.
text-setup = The chat is not set up correctly on this page.

# What to do then.
text-setup-do = Contact the company another way and tell them.

# Problem: the browser.
text-browser = This browser lacks the encryption that the chat needs.

# What to do then.
text-browser-do = Update it or use another one, and open the page over https.

## What asks just in time, an erasure, and parts that are on their way.

# Heading of the panel.
asking-title = Privacy

# Leads back.
asking-back = Back

# The button that objects.
asking-object = Object

# Heading once everything is erased.
asking-erased-title = Everything was erased

# What went here.
asking-erased-here = Nothing of the conversation or its keys is left in this browser.

# What went there.
asking-erased-there = The controller has erased theirs and confirmed it with a signature.

# Heading: what is kept.
asking-erased-kept = What is kept under an obligation

# Nothing is.
asking-erased-nothing-kept = Nothing.

# Before a date.
asking-erased-until = Until

# Said of what is blocked.
asking-erased-blocked = Blocked: nobody uses it.

# Heading where the relay has erased the conversation by itself.
asking-gone-title = The conversation was erased on the server

# What that means.
asking-gone = The service did it: nobody asked for it here. What you see below is in this browser only, and you can save it under Privacy. Your decision stands: a new chat begins with it.

# Leads to a new conversation.
asking-begin-again = Start a new chat

# Saves the confirmation.
asking-save-erasure = Save the signed confirmation

# Title of a prompt.
asking-ask = Do you allow this use?

# Title of a prompt's first step.
asking-ask-special = Specially protected data

# What a special category is.
asking-special-note = The law protects this data more: health, religion, origin, sex life and others. It is used only if you allow it expressly.

# Goes on to the second step.
asking-go-on = Continue

# Leaves it.
asking-not-now = Not now

# Title of what asks before a message with personal data goes out.
asking-care = Before your message is sent

# Before what was found in it.
asking-care-found = In it:

# Before the names of who would read it.
asking-care-readers = It would be read by:

# No purpose that is given covers it.
asking-care-uncovered = Nothing that you have allowed covers this data.

# It is never sent.
asking-care-never = There is something that this chat never sends: you can hide it, edit it, or leave it.

# Before the message with it hidden.
asking-care-masked = Hidden, it would read:

# Sends it with the data hidden.
asking-care-mask = Send it hidden

# Puts it back into the field.
asking-care-edit = Edit

# Discards it.
asking-care-drop = Don’t send

# Opens the form that asks for such data.
asking-care-form = Use the sealed form

# Sends it as it is.
asking-care-send = Send as it is, sealed

# Gives the purpose that covers it, and sends it.
asking-care-allow = Allow, and send it sealed

# Gives the purpose that covers some of it, and goes on to the next question.
asking-care-more = Allow, and go on

# Read out where the question comes up while something else is being filled in.
asking-care-waits = A message of yours waits for your decision: there is personal data in it.

# The button beside the field.
asking-attach = Attach files

# A line of the conversation, before the names of what was allowed.
asking-now-allowed = You allowed:

# A line of the conversation, before the names of what was taken back.
asking-now-withdrawn = You withdrew your permission:

# The notice reads otherwise, and says the same.
asking-reworded = The wording of the notice has changed, not what you agreed to. Under Privacy you find today’s and the one of then.

# Offered where somebody writes of deletion.
asking-offer = Do you want to erase your data or withdraw your permission? You can do it yourself under Privacy.

# A part is on its way.
asking-fetching = Loading this part of the chat…

# A part could not be fetched.
asking-unfetched = This part of the chat could not be loaded. The conversation goes on as before.

# Before the name of the team of which somebody has taken the conversation over.
asking-taken-over = A person answers now:

# Before the name of the assistant.
asking-handed-back = The automatic assistant answers again:

# In the chat's head, while a person answers.
asking-person-answers = A person answers

# Before the names of those who look on.
asking-watched = Looking on, without answering:

# Those who looked on have left.
asking-unwatched = Nobody is looking on any longer.

# The way to looking for words in the conversation, and the name of the field for them
asking-search = Search

## The privacy panel.

# Nothing was decided or stored yet.
privacy-nothing-yet = You have not decided yet: nothing has been stored or sent.

# A notice waits for an answer.
privacy-pending = A notice waits for your answer: allowing is done there. Here you can already withdraw, request, save and erase.

# Heading: the purposes.
privacy-purposes = What your data is used for

# Where a purpose stands: undecided.
privacy-open = Undecided

# Where a purpose stands: given.
privacy-given = Allowed

# Where a purpose on another basis stands.
privacy-informed = Informed

# Where a purpose stands: refused.
privacy-refused = Refused

# Where a purpose stands: withdrawn.
privacy-withdrawn = Withdrawn

# Where a purpose on another basis stands: objected to.
privacy-objected = Objected to

# Where a purpose stands: over.
privacy-over = Over

# Before a date.
privacy-since = since

# Said of a purpose that the chat can't do without.
privacy-required = Needed for the chat: withdrawing it ends the chat.

# Said of a required purpose on another basis.
privacy-required-other = Needed for the chat: objecting to it ends the chat.

# Opts out of sale and sharing (Cal. Civ. Code, section 1798.135).
privacy-no-sale = Do not sell or share my personal information

# Limits sensitive data (Cal. Civ. Code, section 1798.135).
privacy-limit-sensitive = Limit the use of my sensitive personal information

# Heading: what was sent.
privacy-sent = What has been sent

# Nothing was.
privacy-sent-nothing = Nothing.

# What was sent: messages.
privacy-sent-messages = Messages

# What was sent: decisions and requests.
privacy-sent-decisions = Decisions and requests

# Before the names of readers.
privacy-to = to

# Heading: the receipts.
privacy-receipts = Receipts of your decisions

# A receipt's decision.
privacy-act-allowed = You allowed

# A receipt's decision.
privacy-act-refused = You refused

# A receipt's decision.
privacy-act-withdrawn = You withdrew

# A receipt of what ended by itself.
privacy-act-over = Ended

# The controller has signed.
privacy-countersigned = signed by the controller, too

# The controller has not signed yet.
privacy-unsigned = the controller’s signature is still missing

# Saves the receipts.
privacy-save-receipts = Save the receipts

# Saves the receipts to read.
privacy-save-receipts-page = Save to read

# What the audit log is asked about, before what was found.
privacy-audit = The record of your decisions is in the company’s audit log

# Nothing was found out about it.
privacy-audit-unchecked = unchecked

# It is there.
privacy-audit-checked = checked

# It is not, or the log has changed.
privacy-audit-wrong = does not fit

# What was sent: the answers of forms, before the purpose's name.
privacy-form = Form

# Heading: the forms that were answered.
privacy-forms = Forms that you filled in

# Before the fields of a form that were filled in.
privacy-filled = Filled in:

# Opens a form's fields again.
privacy-correct = Correct

# Takes back what was sent by a form.
privacy-take-back = Withdraw

# Heading: taking everything along.
privacy-data = Your data

# What the two files are.
privacy-data-note = The whole conversation, the receipts and what goes with them. Made here, in your browser.

# Saves everything for machines.
privacy-save-data = Save (JSON)

# Saves everything to read.
privacy-save-page = Save to read or print

# Heading: rights.
privacy-rights = Your rights

# How requests go.
privacy-rights-note = Each request leaves encrypted and stays here with its due date.

# Label of the note.
privacy-note = What you want to say with your request (optional)

# A right.
privacy-access = Know what you hold about me

# A right.
privacy-portability = Take my data with me

# A right.
privacy-rectification = Correct my data

# A right.
privacy-erasure = Erase my data

# A right.
privacy-restriction = Restrict their use

# A right.
privacy-objection = Object to their use

# A right.
privacy-review = Have a person review it

# State of a request.
privacy-waiting = waiting to go out

# State of a request.
privacy-on-its-way = sent

# State of a request.
privacy-received = received

# State of a request.
privacy-done = done

# State of a request.
privacy-declined = declined

# Before a date.
privacy-due = due:

# Heading: erase everything.
privacy-erase = Erase everything

# What it does.
privacy-erase-note = Erases the conversation and the keys in this browser, and asks the controller to erase theirs. You get a signed confirmation. It can’t be undone.

# The second step.
privacy-erase-sure = Yes, erase everything

# Leaves it.
privacy-erase-keep = Keep it

# Under way.
privacy-erasing = Erasure requested: waiting for the signed confirmation.

# Heading: the notice as it was.
privacy-agreed = The notice as you agreed to it

# Heading: the notice as it is.
privacy-notice = The whole notice

# Label: how long.
privacy-kept-for = How long

## Links, cards and ratings.

# Before the host, address or number that a link leads to.
rich-goes = It leads to:

# Heading: a link that may lead elsewhere than it seems.
rich-beware = Before you open this link

# Why: the host's name has letters of other alphabets.
rich-letters = Its name has letters of other alphabets, which may look like those of another site.

# Why: the words name another host.
rich-name = Its text names another site than the one it leads to.

# Why: what comes before an @ may read like a host.
rich-user = The address begins with something that may look like a site and is none.

# Why: signs that are not seen.
rich-hidden = It has signs that can't be seen and may change what is read.

# Button: the link stays closed.
rich-back = Go back

# Button: the link is opened.
rich-open = Open the link

# Follows a link that asks before it opens, for screen readers.
rich-doubtful = (asks before it opens)

# In place of a picture without words of its own.
rich-image = Image

# Name of lines of code.
rich-code = Code

# Name of a table.
rich-table = Table

# Name of cards that are gone through.
rich-cards = Cards

# What cards side by side are, for screen readers.
rich-carousel = carousel

# What one of them is.
rich-slide = card

# Button: the card before.
rich-previous = Previous card

# Button: the card after.
rich-next = Next card

# The lowest of five scores.
rich-worst = not satisfied at all

# The highest of five scores.
rich-best = very satisfied

# A rating by yes and no: yes.
rich-yes = Yes

# A rating by yes and no: no.
rich-no = No

# Label: words beside a rating.
rich-comment = Comment (optional)

# Before the score that was given.
rich-rated = Your rating:

# Said where a rating is sent without a score.
rich-choose = Choose a score first.

# The words are in no message.
rich-unfound = Not found

# Button: to the find before this one.
rich-older = Earlier

# Button: to the find after this one.
rich-newer = Later

# Button: closes the search.
rich-end-search = Close search

## Forms.

# Said of a field that is needed.
forms-required = required

# Said of one that is not.
forms-optional = optional

# Above what is asked, before the purpose is given.
forms-asked = Before you fill it in, we will ask whether you allow this use. It asks for:

# Above the fields.
forms-private = What you write here leaves only if you send it: encrypted, for those named above.

# Above the fields, where something was sent before.
forms-correcting = Write all of it again: it replaces what you sent.

# Goes to the fields.
forms-fill = Fill in

# Leaves them, of equal weight.
forms-skip = Don’t send

# It was left.
forms-declined = You have not sent this form. The chat works the same.

# Before the fields that were filled in.
forms-filled = Filled in:

# Where the values are.
forms-values = The values are sealed: this chat neither keeps nor shows them.

# Opens the fields again.
forms-correct = Correct

# Takes back what was sent.
forms-withdraw = Withdraw

# It was taken back.
forms-withdrawn = You withdrew what you sent: those who received it have to erase it.

# The purpose was taken back.
forms-ended = You withdrew the permission for this use: those who received what was sent have to erase it.

# The policy has no such purpose.
forms-unnamed = The notice does not name the use of this form, so it stays empty.

# Button: opens the choice of a form's file.
forms-choose = Choose a file

# Before the largest size of a form's file.
forms-at-most = At most:

# A required field is empty.
forms-missing = This is missing.

# It could not be sealed.
forms-unsealed = It could not be encrypted. Try again in a moment, or shorten it.

# Too long, or in characters that are not shown.
forms-bad-text = Write it in letters, and shorter.

# It is no date of birth.
forms-bad-date = Write a real date of birth, before today.

# It is no account number.
forms-bad-iban = Check the IBAN: its check digits do not match.

# It is no e-mail address.
forms-bad-email = Write a whole e-mail address, such as name@example.com.

# It is no telephone number.
forms-bad-phone = Write a telephone number with all of its digits.

# It is no number of an identity.
forms-bad-id = Check the document: its letter or check digits do not match.

# It is no policy number.
forms-bad-policy = Write the policy number as it stands on the policy: letters, digits and hyphens.

# It was not taken: it is not known any more.
forms-not-open = Not accepted: this form is not open any more. Ask for a new one if you like.

# It was not taken: its purpose is not given.
forms-not-allowed = Not accepted: this use is not allowed. If you allow it, fill it in again.

# It was not taken: what was told is kept and not used.
forms-restricted = Not accepted: you asked to restrict the use of your data, or objected to it, so no more is added.

# It was not taken: it came too late.
forms-late = Not accepted: it came after its key was erased. Fill it in again.

# It was not taken: it is not what was asked for.
forms-not-fitting = Not accepted: something is missing, or is not what was asked for. Fill it in again.

# A form's answer was not taken: its file.
forms-bad-file = Not accepted: the file could not be opened, or no one can be sure that it is safe. Try another one.

# An earlier answer was, and stays.
forms-stands = What you sent before still stands.

# It is of a conversation that is gone.
forms-closed = This form was of a conversation that is no longer on the server: here it is closed.


## Files.

# The file goes out.
files-uploading = Sending, encrypted

# The file is on its way here.
files-fetching = Receiving

# Looks at a picture.
files-show = Show the picture

# Saves a file.
files-save = Save

# Under a picture that waits.
files-cleaned = Without the camera’s data or the place.

# Why a file is not sent.
files-other-kind = This chat takes no files of this kind.

# Why a file is not sent; before the most that is taken.
files-too-large = It is too large. At most:

# Why a file is not sent.
files-too-many = You have sent as many as this chat takes.

# Why a picture is not sent.
files-not-cleaned = Cameras write data into a picture that is always taken out here, and that did not work. It was not sent.

# Why a file is not sent.
files-unread = It could not be read. It was not sent.

# A recipient did not take the file.
files-refused = It was not taken: it could not be opened.

# A recipient did not take the file.
files-refused-unsafe = It was not taken: nobody can say that it is safe.

# A recipient did not take the file.
files-refused-allowed = It was not taken: the chat has your permission no longer.

# A recipient did not take the file.
files-refused-policy = It was not taken: it is none of those that this chat takes.

# A file could not be fetched.
files-broken = It could not be opened. Try again; it may be gone.

## What personal data is called that was seen in what somebody writes, by its DPV term.

found-Age = a child’s age
found-Authenticating = access code or key
found-BankAccount = bank account
found-Biometric = biometric data
found-BirthDate = date of birth
found-Criminal = criminal record
found-EmailAddress = e-mail address
found-EthnicOrigin = ethnic origin
found-FinancialAccount = bank code
found-FinancialAccountNumber = crypto wallet
found-Genetic = genetic data
found-Health = health
found-IPAddress = IP address
found-Identifying = customer number
found-Insurance = policy number
found-MACAddress = MAC address
found-OfficialID = identity or tax number
found-Passport = passport
found-Password = password
found-PaymentCard = card security code
found-PaymentCardExpiry = card expiry
found-PaymentCardNumber = payment card
found-PhysicalAddress = postal address
found-PoliticalOpinion = political opinion
found-ReligiousBelief = religion
found-Sexual = sex life or orientation
found-TelephoneNumber = telephone number
found-TradeUnionMembership = union membership
found-VehicalLicenseRegistration = number plate
found-Vehicle = vehicle number
