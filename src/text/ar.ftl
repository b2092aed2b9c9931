## What loads at once.

# Title until the controller is known.
text-chat = محادثة خاصة

# Under the title: who answers.
text-assistant = مساعد آلي

# The close button.
text-close = إغلاق المحادثة

# Name of the choice of languages.
text-language = اللغة

# The lock line.
text-encrypted = مشفّرة من طرف إلى طرف

# What the lock line opens.
text-who-reads = من يقرأ

# The history can't be kept in this browser.
text-not-kept = لن يحتفظ هذا المتصفح بالمحادثة: تنتهي عند إعادة التحميل أو المغادرة.

# The manifest is on its way.
text-loading = جارٍ تجهيز المحادثة…

# What waiting costs.
text-loading-note = لم يُحفظ شيء ولم يُرسل شيء بعد.

# Heading of the notice.
text-notice-title = قبل أن نبدأ

# Marks a notice as the law of California calls it.
text-at-collection = إشعار عند جمع البيانات

# Label: the controller.
text-responsible = المسؤول

# Follows the controller's name.
text-decides = يقرّر الغرض من استخدام ما تكتبه.

# Label: who answers.
text-answers = من يجيب

# A bot answers.
text-bot-answers = مساعد آلي (بوت).

# People answer too.
text-people-too = وقد يجيب أشخاص أيضًا.

# People answer; there is no bot.
text-people-answer = أشخاص.

# Label: the purposes.
text-purposes = الغرض

# Label before a legal basis.
text-basis = الأساس القانوني:

# The basis is consent.
text-consent = موافقتك

# Label: the recipients.
text-readers = من يستطيع القراءة

# Role: an automatic assistant.
text-role-bot = مساعد آلي

# Role: people.
text-role-agent = أشخاص من الفريق

# Role: a record for compliance.
text-role-archive = سجل الامتثال

# Before a number: how many people it takes to open that record.
text-opened-by = عدد من يجب أن يفتحوه معًا:

# Role: a processor.
text-role-processor = شركة تعمل لصالح المسؤول

# Role: somebody of the people.
text-role-person = شخص

# Label: retention.
text-retention = مدة الحفظ

# Label: companies that work for the controller.
text-processors = شركات تعمل لصالح المسؤول

# Label: kinds of data.
text-data = البيانات

# Label: countries outside the controller's area.
text-transfers = خارج منطقته

# Label: what is said trains a model.
text-trains = يُستخدم لتدريب نموذج

# Label: a machine alone decides about the visitor.
text-decides-alone = تقرّر آلة وحدها بشأنك

# Said of such a thing.
text-yes = يحدث ذلك

# Said of such a thing.
text-no = لا يحدث ذلك

# Nothing is retained.
text-days-none = لا يُحفظ

# How long something is kept.
text-days = { $count ->
    [zero] أقل من يوم
    [one] يوم واحد
    [two] يومان
    [few] { $count } أيام
    [many] { $count } يومًا
   *[other] { $count } يوم
}

# How long something is kept.
text-years = { $count ->
    [zero] أقل من سنة
    [one] سنة واحدة
    [two] سنتان
    [few] { $count } سنوات
    [many] { $count } سنة
   *[other] { $count } سنة
}

# The button that allows.
text-allow = السماح

# The button that refuses.
text-refuse = الرفض

# What refusing means.
text-refuse-note = إذا رفضت فلن يُحفظ شيء ولن يُرسل، وسترى طرقًا أخرى للتواصل.

# The second layer.
text-full = كل المعلومات

# Label: postal address.
text-address = العنوان

# Label: the contact for privacy matters.
text-contact = جهة الاتصال للخصوصية

# Label: the authority.
text-authority = أين تُقدَّم الشكوى

# Label: the safety code.
text-safety = رمز الأمان

# What the safety code is for.
text-safety-note = قارنه بالرمز الذي تنشره الشركة أو تخبرك به هاتفيًا. إذا تطابقا فلا يستطيع قراءة المحادثة إلا المذكورون أعلاه.

# Shows the safety code in words.
text-in-words = عرضه بالكلمات

# The list of words could not be fetched.
text-no-words = تعذّر تحميل الكلمات. قارن الأرقام.

# Label: how far the chains of envelopes have come.
text-chain = الرسائل

# Before a number: messages that left.
text-chain-sent = المُرسلة:

# Before a number: messages that a recipient opened.
text-chain-delivered = المُسلَّمة:

# Before a number: messages that came.
text-chain-received = المُستلمة:

# Before a number: what is known to be missing.
text-chain-missing = الناقصة:

# How a loss is noticed.
text-chain-note = تحمل كل رسالة بصمة موقَّعة من سابقتها: إذا نقصت رسالة أو تغيّرت ظهر ذلك.

# Name of the log.
text-conversation = المحادثة

# The visitor, as an author.
text-you = أنت

# In place of an envelope that could not be verified or opened.
text-unverified = وصلت رسالة لا يمكن التحقق منها. لا تُعرض.

# A recipient's end was started anew, and the two have greeted each other again.
text-renewed = جُدِّد الاتصال المشفّر.

# In place of envelopes that are missing in a sender's chain.
text-missing = هناك رسالة ناقصة: أُرسلت ولم تصل.

# In place of a body of a type that this version does not know.
text-unknown = وصلت رسالة من نوع لا تستطيع هذه النسخة عرضه.

# The conversation has no message yet.
text-begin = اكتب سؤالك متى شئت.

# Held until the visitor decides.
text-held-undecided = محتجزة: تبقى هنا حتى تقرّر.

# Held until the recipients answered.
text-held-connecting = محتجزة: تخرج مشفّرة حالما يصبح الاتصال آمنًا.

# Discards a held message.
text-discard = تجاهل

# Being sealed.
text-encrypting = جارٍ التشفير…

# Delivery: on its way.
text-sending = جارٍ الإرسال…

# Delivery: at the relay.
text-sent = أُرسلت مشفّرة

# Delivery: opened by a recipient.
text-delivered = سُلِّمت

# A person has read the message.
text-read = قُرئت

# Somebody writes.
text-writing = يكتب الآن

# Delivery: not sent.
text-failed = لم تُرسل.

# Tries again.
text-retry = إعادة المحاولة

# Name of the group of suggestions.
text-suggestions = ردود مقترحة

# Separator: today.
text-today = اليوم

# Separator: yesterday.
text-yesterday = أمس

# Leads to what came in while the visitor read further up.
text-new-messages = رسائل جديدة

# Shows what was said before.
text-earlier = الرسائل السابقة

# Shows what was said after.
text-later = الرسائل اللاحقة

# Connection: awaiting the recipients.
text-connecting = جارٍ الاتصال بأمان… ما تكتبه ينتظر هنا.

# Connection: the backend does not answer.
text-offline = لا يوجد اتصال.

# Connection, and why the chat can't be opened: the backend says that it has no room now.
text-busy = الطلب كبير الآن.

# After one of these two, in a conversation.
text-waits = رسائلك تنتظر وتخرج من تلقاء نفسها.

# Label of the field.
text-message = رسالتك

# Shown in the empty field.
text-placeholder = اكتب رسالة

# How the keys work, for those who ask a screen reader.
text-keys = Enter للإرسال، وShift مع Enter لسطر جديد.

# Under the field, before what is seen in what is being written.
text-seen = بيانات شخصية ظاهرة:

# Held behind one that the visitor decides about.
text-held-behind = تنتظر قرارك بشأن الرسالة التي قبلها.

# Held until the visitor says what becomes of the personal data in it.
text-held-care = محتجزة: فيها بيانات شخصية وتنتظر قرارك.

# Under the field while the visitor decides.
text-early = ما تكتبه يبقى هنا حتى تقرّر.

# Before what the page offers to share.
text-context = يمكن لهذه الصفحة أن تضيف إلى رسالتك:

# Takes what the page offers into the field.
text-context-add = أضفه

# Leaves out what the page offers.
text-context-leave = اتركه

# Takes back everything that was allowed.
text-withdraw = سحب إذني

# The send button.
text-send = إرسال

# Room that is left for the message.
text-left = { $count ->
    [zero] لا أحرف متبقية
    [one] حرف واحد متبقٍّ
    [two] حرفان متبقيان
    [few] { $count } أحرف متبقية
    [many] { $count } حرفًا متبقيًا
   *[other] { $count } حرف متبقٍّ
}

# The message is too long by so many.
text-over = { $count ->
    [zero] الطول مناسب
    [one] حرف واحد زائد: اختصر الرسالة لإرسالها.
    [two] حرفان زائدان: اختصر الرسالة لإرسالها.
    [few] { $count } أحرف زائدة: اختصر الرسالة لإرسالها.
    [many] { $count } حرفًا زائدًا: اختصر الرسالة لإرسالها.
   *[other] { $count } حرف زائد: اختصر الرسالة لإرسالها.
}

# The way to the privacy panel.
text-privacy = الخصوصية

# Before what has changed.
text-changed-title = ما الذي تغيّر

# Why the notice is shown: its substance changed.
text-why-changed = تغيّر ما كنت قد قبلته. لا يُرسل شيء آخر حتى تقرّر.

# Why the notice is shown: the decision ran out.
text-why-expired = انتهت مدة قرارك. لا يُرسل شيء آخر حتى تقرّر.

# Why the notice is shown: other readers.
text-why-readers = تغيّر من يستطيع القراءة. لا يُرسل شيء آخر حتى تقرّر.

# Why the notice is shown: the record of an earlier decision is damaged.
text-why-unread = تعذّرت قراءة قرارك السابق. لا يُرسل شيء آخر حتى تقرّر.

# Column: as it was.
text-before = سابقًا

# Column: as it is.
text-now = الآن

# It was not there, or is no more.
text-nothing = لا شيء

# Heading of the optional purposes.
text-optional = اختياري: أنت تختار

# What leaving them off means.
text-optional-note = تعمل المحادثة بالطريقة نفسها وكل شيء مُطفأ.

# Global Privacy Control is on.
text-gpc = يطلب متصفحك عدم بيع بياناتك أو مشاركتها: مُطفأ.

# The page's own consent manager says no.
text-external = اختيارك في هذه الصفحة: مُطفأ.

# Said of a special category.
text-special = بيانات محمية بشكل خاص: سنسألك عنها على حدة.

# Heading of the question about age.
text-age-title = عمرك

# Before the number of years.
text-age-from = عمري

# After it.
text-age-years = سنة أو أكثر

# Allow was pressed without it.
text-age-wanted = حدّد عمرك لتتمكن من السماح بالمحادثة.

# Heading after a withdrawal.
text-withdrawn-title = لقد سحبت إذنك

# What that means.
text-withdrawn = من الآن لا يُرسل شيء آخر. ما أُرسل حتى الآن كان مشروعًا؛ ويمكنك طلب محوه من «الخصوصية».

# Heading after a refusal.
text-refused-title = لم يُحفظ شيء ولم يُرسل شيء

# Heading after refusing a notice that has changed.
text-refused-later-title = لن يُرسل شيء آخر

# What that means.
text-refused-later = رفضت الإشعار الجديد. يُعامل ما أرسلته سابقًا كما قبلته حينها.

# Leads to the channels.
text-refused-text = رفضت الإشعار. يمكنك التواصل بطرق أخرى:

# Without channels.
text-refused-alone = رفضت الإشعار.

# Saves the receipt of a refusal.
text-refusal-receipt = حفظ إيصال رفضي

# Shows the notice again.
text-reconsider = عرض الإشعار مرة أخرى

# After a link that leaves.
text-new-tab = (يُفتح في علامة تبويب أخرى)

# Heading of a problem.
text-problem-title = لا يمكن فتح المحادثة

# What a problem means.
text-nothing-sent = لم يُرسل شيء.

# Whatever the problem, where a conversation was begun before.
text-nothing-more-sent = لم يُرسل شيء آخر.

# Problem: no answer.
text-unreachable = خدمة المحادثة لا تجيب.

# What to do then.
text-unreachable-do = تحقّق من اتصالك أو حاول بعد لحظة.

# Problem: signed by another key.
text-untrusted = تعذّر التحقق من أن هذه المحادثة تعود إلى الجهة التي تدّعيها.

# What to do then.
text-untrusted-do = حاول مرة أخرى. إذا تكرر ذلك فتواصل مع الشركة بطريقة أخرى.

# Problem: out of its time.
text-expired = التفويض الموقَّع لهذه المحادثة غير سارٍ حاليًا.

# What to do then.
text-expired-do = تحقّق من تاريخ جهازك ووقته وحاول مرة أخرى.

# The device's clock is wrong.
text-clock = ساعة هذا الجهاز خاطئة: تختلف عن ساعة الخادم بأكثر من خمس دقائق، ولذلك تبدو مفاتيح المحادثة منتهية أو لم يبدأ سريانها بعد.

# What to do about the clock.
text-clock-do = اضبط تاريخ الجهاز ووقته، أو دعه يضبطهما بنفسه، ثم حاول مرة أخرى.

# Problem: another policy.
text-policy = إشعار الخصوصية الذي وصل ليس الذي وقّعته الشركة.

# What to do then.
text-policy-do = حاول مرة أخرى بعد بضع دقائق.

# Problem: a page that is not of the site.
text-origin = هذه المحادثة غير مصرّح بها في هذه الصفحة.

# What to do then.
text-origin-do = افتحها من الموقع الرسمي للشركة.

# Problem: the script tag.
text-setup = المحادثة غير مثبّتة بشكل صحيح في هذه الصفحة.

# What to do then.
text-setup-do = تواصل مع الشركة بطريقة أخرى وأخبرها.

# Problem: the browser.
text-browser = لا يوفّر هذا المتصفح التشفير الذي تحتاجه المحادثة.

# What to do then.
text-browser-do = حدّثه أو استخدم غيره، وافتح الصفحة عبر https.

## What asks just in time, an erasure, and parts that are on their way.

# Heading of the panel.
asking-title = الخصوصية

# Leads back.
asking-back = رجوع

# The button that objects.
asking-object = أعترض

# Heading once everything is erased.
asking-erased-title = مُحي كل شيء

# What went here.
asking-erased-here = لم يبقَ في هذا المتصفح شيء من المحادثة أو مفاتيحها.

# What went there.
asking-erased-there = محا المسؤول ما لديه وأكّد ذلك بتوقيعه.

# Heading: what is kept.
asking-erased-kept = ما يُحفظ بموجب التزام

# Nothing is.
asking-erased-nothing-kept = لا شيء.

# Before a date.
asking-erased-until = حتى

# Said of what is blocked.
asking-erased-blocked = محجوب: لا يستخدمه أحد.

# Heading where the relay has erased the conversation by itself.
asking-gone-title = مُحيت المحادثة على الخادم

# What that means.
asking-gone = فعلت الخدمة ذلك: لم يطلبه أحد هنا. ما تراه أدناه موجود في هذا المتصفح فقط، ويمكنك حفظه من «الخصوصية». قرارك ما زال ساريًا: تبدأ به محادثة جديدة.

# Leads to a new conversation.
asking-begin-again = بدء محادثة جديدة

# Saves the confirmation.
asking-save-erasure = حفظ الشهادة الموقَّعة

# Title of a prompt.
asking-ask = هل تسمح بهذا الاستخدام؟

# Title of a prompt's first step.
asking-ask-special = بيانات محمية بشكل خاص

# What a special category is.
asking-special-note = يحمي القانون هذه البيانات أكثر: الصحة والدين والأصل والحياة الجنسية وغيرها. لا تُستخدم إلا إذا سمحت بذلك صراحة.

# Goes on to the second step.
asking-go-on = متابعة

# Leaves it.
asking-not-now = ليس الآن

# Title of what asks before a message with personal data goes out.
asking-care = قبل إرسال رسالتك

# Before what was found in it.
asking-care-found = فيها:

# Before the names of who would read it.
asking-care-readers = سيقرؤها:

# No purpose that is given covers it.
asking-care-uncovered = لا شيء مما سمحت به يشمل هذه البيانات.

# It is never sent.
asking-care-never = هناك ما لا ترسله هذه المحادثة أبدًا: يمكنك إخفاؤه أو تعديله أو ترك إرساله.

# Before the message with it hidden.
asking-care-masked = بعد الإخفاء ستُقرأ هكذا:

# Sends it with the data hidden.
asking-care-mask = إرسالها مع الإخفاء

# Puts it back into the field.
asking-care-edit = تعديل

# Discards it.
asking-care-drop = عدم الإرسال

# Opens the form that asks for such data.
asking-care-form = استخدام النموذج المختوم

# Sends it as it is.
asking-care-send = إرسالها كما هي، مختومة

# Gives the purpose that covers it, and sends it.
asking-care-allow = السماح وإرسالها مختومة

# Gives the purpose that covers some of it, and goes on to the next question.
asking-care-more = السماح والمتابعة

# Read out where the question comes up while something else is being filled in.
asking-care-waits = رسالة منك تنتظر قرارك: فيها بيانات شخصية.

# The button beside the field.
asking-attach = إرفاق ملفات

# A line of the conversation, before the names of what was allowed.
asking-now-allowed = سمحت بـ:

# A line of the conversation, before the names of what was taken back.
asking-now-withdrawn = سحبت إذنك:

# The notice reads otherwise, and says the same.
asking-reworded = تغيّرت صياغة الإشعار، لا ما قبلته. تجد في «الخصوصية» إشعار اليوم والإشعار السابق.

# Offered where somebody writes of deletion.
asking-offer = هل تريد محو بياناتك أو سحب إذنك؟ يمكنك ذلك بنفسك من «الخصوصية».

# A part is on its way.
asking-fetching = جارٍ تحميل هذا الجزء من المحادثة…

# A part could not be fetched.
asking-unfetched = تعذّر تحميل هذا الجزء من المحادثة. تستمر المحادثة كما هي.

# Before the name of the team of which somebody has taken the conversation over.
asking-taken-over = يجيبك الآن شخص:

# Before the name of the assistant.
asking-handed-back = عاد المساعد الآلي إلى الرد:

# In the chat's head, while a person answers.
asking-person-answers = يجيبك شخص

# Before the names of those who look on.
asking-watched = يتابع المحادثة دون أن يجيب:

# Those who looked on have left.
asking-unwatched = لم يعد أحد يتابع المحادثة.

# The way to looking for words in the conversation, and the name of the field for them
asking-search = بحث

## The privacy panel.

# Nothing was decided or stored yet.
privacy-nothing-yet = لم تقرّر بعد: لم يُحفظ شيء ولم يُرسل شيء.

# A notice waits for an answer.
privacy-pending = ينتظر إشعار ردّك: السماح يكون هناك. أما السحب والطلب والحفظ والمحو فممكنة هنا الآن.

# Heading: the purposes.
privacy-purposes = الغرض من استخدام بياناتك

# Where a purpose stands: undecided.
privacy-open = لم يُقرَّر

# Where a purpose stands: given.
privacy-given = مسموح

# Where a purpose on another basis stands.
privacy-informed = جرى الإعلام

# Where a purpose stands: refused.
privacy-refused = مرفوض

# Where a purpose stands: withdrawn.
privacy-withdrawn = مسحوب

# Where a purpose on another basis stands: objected to.
privacy-objected = اعترضت

# Where a purpose stands: over.
privacy-over = انتهى

# Before a date.
privacy-since = منذ

# Said of a purpose that the chat can't do without.
privacy-required = ضروري للمحادثة: سحبه ينهي المحادثة.

# Said of a required purpose on another basis.
privacy-required-other = ضروري للمحادثة: الاعتراض عليه ينهي المحادثة.

# Opts out of sale and sharing (Cal. Civ. Code, section 1798.135).
privacy-no-sale = عدم بيع معلوماتي الشخصية أو مشاركتها

# Limits sensitive data (Cal. Civ. Code, section 1798.135).
privacy-limit-sensitive = تقييد استخدام معلوماتي الحساسة

# Heading: what was sent.
privacy-sent = ما الذي أُرسل

# Nothing was.
privacy-sent-nothing = لا شيء.

# What was sent: messages.
privacy-sent-messages = الرسائل

# What was sent: decisions and requests.
privacy-sent-decisions = القرارات والطلبات

# Before the names of readers.
privacy-to = إلى

# Heading: the receipts.
privacy-receipts = إيصالات قراراتك

# A receipt's decision.
privacy-act-allowed = سمحت

# A receipt's decision.
privacy-act-refused = رفضت

# A receipt's decision.
privacy-act-withdrawn = سحبت

# A receipt of what ended by itself.
privacy-act-over = انتهى

# The controller has signed.
privacy-countersigned = وقّعه المسؤول أيضًا

# The controller has not signed yet.
privacy-unsigned = توقيع المسؤول لم يصل بعد

# Saves the receipts.
privacy-save-receipts = حفظ الإيصالات

# Saves the receipts to read.
privacy-save-receipts-page = حفظ للقراءة

# What the audit log is asked about, before what was found.
privacy-audit = قراراتك مسجّلة في سجل تدقيق الشركة

# Nothing was found out about it.
privacy-audit-unchecked = لم يُتحقق منه

# It is there.
privacy-audit-checked = جرى التحقق منه

# It is not, or the log has changed.
privacy-audit-wrong = غير متطابق

# What was sent: the answers of forms, before the purpose's name.
privacy-form = نموذج

# Heading: the forms that were answered.
privacy-forms = النماذج التي ملأتها

# Before the fields of a form that were filled in.
privacy-filled = مُلئ:

# Opens a form's fields again.
privacy-correct = تصحيح

# Takes back what was sent by a form.
privacy-take-back = سحب

# Heading: taking everything along.
privacy-data = بياناتك

# What the two files are.
privacy-data-note = المحادثة كلها والإيصالات وما يرافقها. يتم ذلك هنا، في متصفحك.

# Saves everything for machines.
privacy-save-data = حفظ (JSON)

# Saves everything to read.
privacy-save-page = حفظ للقراءة أو الطباعة

# Heading: rights.
privacy-rights = حقوقك

# How requests go.
privacy-rights-note = يخرج كل طلب مشفّرًا ويبقى هنا مع موعده.

# Label of the note.
privacy-note = ما تريد قوله مع طلبك (اختياري)

# A right.
privacy-access = معرفة ما لديكم عني

# A right.
privacy-portability = أخذ بياناتي معي

# A right.
privacy-rectification = تصحيح بياناتي

# A right.
privacy-erasure = محو بياناتي

# A right.
privacy-restriction = تقييد استخدامها

# A right.
privacy-objection = الاعتراض على استخدامها

# A right.
privacy-review = أن يراجعها شخص

# State of a request.
privacy-waiting = بانتظار الخروج

# State of a request.
privacy-on-its-way = أُرسل

# State of a request.
privacy-received = استُلم

# State of a request.
privacy-done = تمّ

# State of a request.
privacy-declined = رُفض

# Before a date.
privacy-due = الموعد:

# Heading: erase everything.
privacy-erase = محو كل شيء

# What it does.
privacy-erase-note = يمحو المحادثة والمفاتيح في هذا المتصفح، ويطلب من المسؤول محو ما لديه. تصلك شهادة موقَّعة. لا يمكن التراجع عنه.

# The second step.
privacy-erase-sure = نعم، امحُ كل شيء

# Leaves it.
privacy-erase-keep = الاحتفاظ به

# Under way.
privacy-erasing = طُلب المحو: بانتظار الشهادة الموقَّعة.

# Heading: the notice as it was.
privacy-agreed = الإشعار كما قبلته

# Heading: the notice as it is.
privacy-notice = الإشعار كاملًا

# Label: how long.
privacy-kept-for = مدة الحفظ

## Links, cards and ratings.

# Before the host, address or number that a link leads to.
rich-goes = يقود إلى:

# Heading: a link that may lead elsewhere than it seems.
rich-beware = قبل فتح هذا الرابط

# Why: the host's name has letters of other alphabets.
rich-letters = في اسمه حروف من أبجديات أخرى قد تشبه حروف موقع آخر.

# Why: the words name another host.
rich-name = يذكر نصه موقعًا غير الذي يقود إليه.

# Why: what comes before an @ may read like a host.
rich-user = يبدأ العنوان بما قد يشبه موقعًا وليس كذلك.

# Why: signs that are not seen.
rich-hidden = فيه علامات لا تُرى قد تغيّر ما يُقرأ.

# Button: the link stays closed.
rich-back = رجوع

# Button: the link is opened.
rich-open = فتح الرابط

# Follows a link that asks before it opens, for screen readers.
rich-doubtful = (يسأل قبل أن يُفتح)

# In place of a picture without words of its own.
rich-image = صورة

# Name of lines of code.
rich-code = شيفرة

# Name of a table.
rich-table = جدول

# Name of cards that are gone through.
rich-cards = بطاقات

# What cards side by side are, for screen readers.
rich-carousel = شريط بطاقات

# What one of them is.
rich-slide = بطاقة

# Button: the card before.
rich-previous = البطاقة السابقة

# Button: the card after.
rich-next = البطاقة التالية

# The lowest of five scores.
rich-worst = غير راضٍ إطلاقًا

# The highest of five scores.
rich-best = راضٍ جدًا

# A rating by yes and no: yes.
rich-yes = نعم

# A rating by yes and no: no.
rich-no = لا

# Label: words beside a rating.
rich-comment = تعليق (اختياري)

# Before the score that was given.
rich-rated = تقييمك:

# Said where a rating is sent without a score.
rich-choose = اختر درجة أولًا.

# The words are in no message.
rich-unfound = لا توجد نتائج

# Button: to the find before this one.
rich-older = السابق

# Button: to the find after this one.
rich-newer = التالي

# Button: closes the search.
rich-end-search = إغلاق البحث

## Forms.

# Said of a field that is needed.
forms-required = إلزامي

# Said of one that is not.
forms-optional = اختياري

# Above what is asked, before the purpose is given.
forms-asked = قبل أن تملأه سنسألك هل تسمح بهذا الاستخدام. يُطلب:

# Above the fields.
forms-private = ما تكتبه هنا لا يخرج إلا إذا أرسلته: مشفّرًا، للمذكورين أعلاه.

# Above the fields, where something was sent before.
forms-correcting = اكتب كل شيء مرة أخرى: يحلّ محل ما أرسلته.

# Goes to the fields.
forms-fill = ملء

# Leaves them, of equal weight.
forms-skip = عدم الإرسال

# It was left.
forms-declined = لم ترسل هذا النموذج. تعمل المحادثة بالطريقة نفسها.

# Before the fields that were filled in.
forms-filled = مُلئ:

# Where the values are.
forms-values = القيم مختومة: لا تحفظها هذه المحادثة ولا تعرضها.

# Opens the fields again.
forms-correct = تصحيح

# Takes back what was sent.
forms-withdraw = سحب

# It was taken back.
forms-withdrawn = سحبت ما أرسلته: على من استلمه أن يمحوه.

# The purpose was taken back.
forms-ended = سحبت الإذن بهذا الاستخدام: على من استلم ما أرسلته أن يمحوه.

# The policy has no such purpose.
forms-unnamed = لا يذكر الإشعار استخدام هذا النموذج، لذلك يبقى فارغًا.

# Button: opens the choice of a form's file.
forms-choose = اختيار ملف

# Before the largest size of a form's file.
forms-at-most = كحد أقصى:

# A required field is empty.
forms-missing = هذا البيان ناقص.

# It could not be sealed.
forms-unsealed = تعذّر التشفير. حاول بعد لحظة، أو اختصر.

# Too long, or in characters that are not shown.
forms-bad-text = اكتبه بالحروف، وأقصر.

# It is no date of birth.
forms-bad-date = اكتب تاريخ ميلاد حقيقيًا قبل اليوم.

# It is no account number.
forms-bad-iban = راجع رقم IBAN: أرقام التحقق فيه غير متطابقة.

# It is no e-mail address.
forms-bad-email = اكتب بريدًا إلكترونيًا كاملًا، مثل name@example.com.

# It is no telephone number.
forms-bad-phone = اكتب رقم هاتف بكل أرقامه.

# It is no number of an identity.
forms-bad-id = راجع الوثيقة: حرفها أو أرقام التحقق فيها غير متطابقة.

# It is no policy number.
forms-bad-policy = اكتب رقم الوثيقة كما يرد فيها: حروف وأرقام وشرطات.

# It was not taken: it is not known any more.
forms-not-open = لم يُقبل: هذا النموذج لم يعد مفتوحًا. اطلب نموذجًا جديدًا إن شئت.

# It was not taken: its purpose is not given.
forms-not-allowed = لم يُقبل: هذا الاستخدام غير مسموح به. إذا سمحت به فاملأه مرة أخرى.

# It was not taken: what was told is kept and not used.
forms-restricted = لم يُقبل: طلبت تقييد استخدام بياناتك أو اعترضت عليه، لذلك لا تُضاف بيانات أخرى.

# It was not taken: it came too late.
forms-late = لم يُقبل: وصل بعد أن مُحي مفتاحه. املأه مرة أخرى.

# It was not taken: it is not what was asked for.
forms-not-fitting = لم يُقبل: هناك شيء ناقص، أو ليس ما طُلب. املأه مرة أخرى.

# A form's answer was not taken: its file.
forms-bad-file = لم يُقبل: تعذّر فتح الملف، أو لا أحد يستطيع التأكد من أنه آمن. جرّب ملفًا آخر.

# An earlier answer was, and stays.
forms-stands = ما أرسلته سابقًا ما زال ساريًا.

# It is of a conversation that is gone.
forms-closed = كان هذا النموذج لمحادثة لم تعد على الخادم: هو مغلق هنا.


## Files.

# The file goes out.
files-uploading = جارٍ الإرسال مشفّرًا

# The file is on its way here.
files-fetching = جارٍ الاستلام

# Looks at a picture.
files-show = عرض الصورة

# Saves a file.
files-save = حفظ

# Under a picture that waits.
files-cleaned = بلا بيانات الكاميرا ولا المكان.

# Why a file is not sent.
files-other-kind = لا تقبل هذه المحادثة ملفات من هذا النوع.

# Why a file is not sent; before the most that is taken.
files-too-large = حجمه أكبر من المسموح. الحد الأقصى:

# Why a file is not sent.
files-too-many = أرسلت كل ما تقبله هذه المحادثة من ملفات.

# Why a picture is not sent.
files-not-cleaned = تحتفظ الصورة ببيانات من الكاميرا تُزال هنا دائمًا، وتعذّر ذلك. لم تُرسل.

# Why a file is not sent.
files-unread = تعذّرت قراءته. لم يُرسل.

# A recipient did not take the file.
files-refused = لم يُقبل: تعذّر فتحه.

# A recipient did not take the file.
files-refused-unsafe = لم يُقبل: لا أحد يضمن أنه آمن.

# A recipient did not take the file.
files-refused-allowed = لم يُقبل: لم يعد لدى المحادثة إذنك.

# A recipient did not take the file.
files-refused-policy = لم يُقبل: ليس مما تقبله هذه المحادثة.

# A file could not be fetched.
files-broken = تعذّر فتحه. حاول مرة أخرى؛ ربما لم يعد موجودًا.

## What personal data is called that was seen in what somebody writes, by its DPV term.

found-Age = عمر قاصر
found-Authenticating = رمز دخول أو مفتاح
found-BankAccount = حساب مصرفي
found-Biometric = بيانات حيوية
found-BirthDate = تاريخ الميلاد
found-Criminal = سوابق جنائية
found-EmailAddress = عنوان بريد إلكتروني
found-EthnicOrigin = أصل عرقي
found-FinancialAccount = رمز مصرف
found-FinancialAccountNumber = محفظة عملات رقمية
found-Genetic = بيانات جينية
found-Health = الصحة
found-IPAddress = عنوان IP
found-Identifying = رقم عميل
found-Insurance = رقم وثيقة التأمين
found-MACAddress = عنوان MAC
found-OfficialID = رقم هوية أو رقم ضريبي
found-Passport = جواز سفر
found-Password = كلمة مرور
found-PaymentCard = رمز أمان البطاقة
found-PaymentCardExpiry = انتهاء البطاقة
found-PaymentCardNumber = بطاقة دفع
found-PhysicalAddress = عنوان بريدي
found-PoliticalOpinion = رأي سياسي
found-ReligiousBelief = الدين
found-Sexual = الحياة أو الميول الجنسية
found-TelephoneNumber = رقم هاتف
found-TradeUnionMembership = عضوية نقابية
found-VehicalLicenseRegistration = لوحة مركبة
found-Vehicle = رقم هيكل المركبة
