## What loads at once.

# Title until the controller is known.
text-chat = Chat privado

# Under the title: who answers.
text-assistant = Assistente automático

# The close button.
text-close = Fechar o chat

# Name of the choice of languages.
text-language = Idioma

# The lock line.
text-encrypted = Cifrado de ponta a ponta

# What the lock line opens.
text-who-reads = Quem lê

# The history can't be kept in this browser.
text-not-kept = Este navegador não vai conservar a conversa: termina quando recarregar ou sair.

# The manifest is on its way.
text-loading = A preparar o chat…

# What waiting costs.
text-loading-note = Ainda não foi guardado nem enviado nada.

# Heading of the notice.
text-notice-title = Antes de começar

# Marks a notice as the law of California calls it.
text-at-collection = Aviso no momento da recolha

# Label: the controller.
text-responsible = Responsável

# Follows the controller's name.
text-decides = decide para que se usa o que escrever.

# Label: who answers.
text-answers = Quem responde

# A bot answers.
text-bot-answers = Um assistente automático (um bot).

# People answer too.
text-people-too = Também podem responder pessoas.

# People answer; there is no bot.
text-people-answer = Pessoas.

# Label: the purposes.
text-purposes = Para quê

# Label before a legal basis.
text-basis = Base legal:

# The basis is consent.
text-consent = o seu consentimento

# Label: the recipients.
text-readers = Quem pode ler

# Role: an automatic assistant.
text-role-bot = assistente automático

# Role: people.
text-role-agent = pessoas da equipa

# Role: a record for compliance.
text-role-archive = registo de conformidade

# Before a number: how many people it takes to open that record.
text-opened-by = pessoas que têm de o abrir em conjunto:

# Role: a processor.
text-role-processor = empresa que trabalha para o responsável

# Role: somebody of the people.
text-role-person = pessoa

# Label: retention.
text-retention = Quanto tempo

# Label: companies that work for the controller.
text-processors = Empresas que trabalham para o responsável

# Label: kinds of data.
text-data = Dados

# Label: countries outside the controller's area.
text-transfers = Fora da sua zona

# Label: what is said trains a model.
text-trains = Serve para treinar um modelo

# Label: a machine alone decides about the visitor.
text-decides-alone = Uma máquina decide sozinha sobre si

# Said of such a thing.
text-yes = Faz-se

# Said of such a thing.
text-no = Não se faz

# Nothing is retained.
text-days-none = Não se conserva

# How long something is kept.
text-days = { $count ->
    [one] { $count } dia
   *[other] { $count } dias
}

# How long something is kept.
text-years = { $count ->
    [one] { $count } ano
   *[other] { $count } anos
}

# The button that allows.
text-allow = Permitir

# The button that refuses.
text-refuse = Recusar

# What refusing means.
text-refuse-note = Se recusar, nada se guarda nem se envia, e verá outras formas de contacto.

# The second layer.
text-full = Toda a informação

# Label: postal address.
text-address = Morada

# Label: the contact for privacy matters.
text-contact = Contacto de privacidade

# Label: the authority.
text-authority = Onde reclamar

# Label: the safety code.
text-safety = Código de segurança

# What the safety code is for.
text-safety-note = Compare-o com o que a empresa publica ou lhe diz por telefone. Se for igual, só quem figura acima pode ler a conversa.

# Shows the safety code in words.
text-in-words = Ver em palavras

# The list of words could not be fetched.
text-no-words = Não foi possível carregar as palavras. Compare os algarismos.

# Label: how far the chains of envelopes have come.
text-chain = Mensagens

# Before a number: messages that left.
text-chain-sent = Enviadas:

# Before a number: messages that a recipient opened.
text-chain-delivered = entregues:

# Before a number: messages that came.
text-chain-received = Recebidas:

# Before a number: what is known to be missing.
text-chain-missing = em falta:

# How a loss is noticed.
text-chain-note = Cada mensagem leva assinada a impressão da anterior: se faltar ou mudar uma, nota-se.

# Name of the log.
text-conversation = Conversa

# The visitor, as an author.
text-you = Você

# In place of an envelope that could not be verified or opened.
text-unverified = Chegou uma mensagem que não se pode verificar. Não é mostrada.

# A recipient's end was started anew, and the two have greeted each other again.
text-renewed = A ligação cifrada foi renovada.

# In place of envelopes that are missing in a sender's chain.
text-missing = Falta alguma mensagem: foi enviada, mas não chegou.

# In place of a body of a type that this version does not know.
text-unknown = Chegou uma mensagem de um tipo que esta versão não pode mostrar.

# The conversation has no message yet.
text-begin = Escreva a sua pergunta quando quiser.

# Held until the visitor decides.
text-held-undecided = Retida: fica aqui até que decida.

# Held until the recipients answered.
text-held-connecting = Retida: sairá, cifrada, assim que a ligação for segura.

# Discards a held message.
text-discard = Descartar

# Being sealed.
text-encrypting = A cifrar…

# Delivery: on its way.
text-sending = A enviar…

# Delivery: at the relay.
text-sent = Enviada, cifrada

# Delivery: opened by a recipient.
text-delivered = Entregue

# A person has read the message.
text-read = Lida

# Somebody writes.
text-writing = está a escrever

# Delivery: not sent.
text-failed = Não foi enviada.

# Tries again.
text-retry = Tentar de novo

# Name of the group of suggestions.
text-suggestions = Respostas sugeridas

# Separator: today.
text-today = Hoje

# Separator: yesterday.
text-yesterday = Ontem

# Leads to what came in while the visitor read further up.
text-new-messages = Mensagens novas

# Shows what was said before.
text-earlier = Mensagens anteriores

# Shows what was said after.
text-later = Mensagens posteriores

# Connection: awaiting the recipients.
text-connecting = A ligar de forma segura… O que escrever espera aqui.

# Connection: the backend does not answer.
text-offline = Sem ligação.

# Connection, and why the chat can't be opened: the backend says that it has no room now.
text-busy = Há procura a mais.

# After one of these two, in a conversation.
text-waits = As suas mensagens esperam e sairão sozinhas.

# Label of the field.
text-message = A sua mensagem

# Shown in the empty field.
text-placeholder = Escreva uma mensagem

# How the keys work, for those who ask a screen reader.
text-keys = Enter envia. Shift e Enter, linha nova.

# Under the field, before what is seen in what is being written.
text-seen = Dados pessoais à vista:

# Held behind one that the visitor decides about.
text-held-behind = Espera a sua decisão sobre a mensagem anterior.

# Held until the visitor says what becomes of the personal data in it.
text-held-care = Retida: contém dados pessoais e espera que decida.

# Under the field while the visitor decides.
text-early = O que escrever fica aqui até que decida.

# Before what the page offers to share.
text-context = Esta página pode juntar à sua mensagem:

# Takes what the page offers into the field.
text-context-add = Juntar

# Leaves out what the page offers.
text-context-leave = Deixar de fora

# Takes back everything that was allowed.
text-withdraw = Retirar a minha permissão

# The send button.
text-send = Enviar

# Room that is left for the message.
text-left = { $count ->
    [one] { $count } carácter disponível
   *[other] { $count } caracteres disponíveis
}

# The message is too long by so many.
text-over = { $count ->
    [one] { $count } carácter a mais: encurte a mensagem para a enviar.
   *[other] { $count } caracteres a mais: encurte a mensagem para a enviar.
}

# The way to the privacy panel.
text-privacy = Privacidade

# Before what has changed.
text-changed-title = O que mudou

# Why the notice is shown: its substance changed.
text-why-changed = Mudou aquilo que aceitou. Até que decida não se envia mais nada.

# Why the notice is shown: the decision ran out.
text-why-expired = A sua decisão caducou. Até que decida não se envia mais nada.

# Why the notice is shown: other readers.
text-why-readers = Mudou quem pode ler. Até que decida não se envia mais nada.

# Why the notice is shown: the record of an earlier decision is damaged.
text-why-unread = Não foi possível ler o que decidiu antes. Até que decida não se envia mais nada.

# Column: as it was.
text-before = Antes

# Column: as it is.
text-now = Agora

# It was not there, or is no more.
text-nothing = Nada

# Heading of the optional purposes.
text-optional = Opcional: você escolhe

# What leaving them off means.
text-optional-note = O chat funciona da mesma forma com tudo desligado.

# Global Privacy Control is on.
text-gpc = O seu navegador pede que não se vendam nem partilhem os seus dados: desligado.

# The page's own consent manager says no.
text-external = A sua escolha nesta página: desligado.

# Said of a special category.
text-special = Dados especialmente protegidos: perguntaremos à parte.

# Heading of the question about age.
text-age-title = A sua idade

# Before the number of years.
text-age-from = Tenho

# After it.
text-age-years = anos ou mais

# Allow was pressed without it.
text-age-wanted = Marque a sua idade para poder permitir o chat.

# Heading after a withdrawal.
text-withdrawn-title = Retirou a sua permissão

# What that means.
text-withdrawn = A partir de agora não se envia mais nada. O que foi enviado até agora foi lícito; em Privacidade pode pedir que se apague.

# Heading after a refusal.
text-refused-title = Nada foi guardado nem enviado

# Heading after refusing a notice that has changed.
text-refused-later-title = Nada mais será enviado

# What that means.
text-refused-later = Recusou o aviso novo. O que já enviou é tratado como então aceitou.

# Leads to the channels.
text-refused-text = Recusou o aviso. Pode entrar em contacto por outras vias:

# Without channels.
text-refused-alone = Recusou o aviso.

# Saves the receipt of a refusal.
text-refusal-receipt = Guardar o recibo da minha recusa

# Shows the notice again.
text-reconsider = Ver o aviso outra vez

# After a link that leaves.
text-new-tab = (abre noutro separador)

# Heading of a problem.
text-problem-title = O chat não se pode abrir

# What a problem means.
text-nothing-sent = Nada foi enviado.

# Whatever the problem, where a conversation was begun before.
text-nothing-more-sent = Nada mais foi enviado.

# Problem: no answer.
text-unreachable = O serviço de chat não responde.

# What to do then.
text-unreachable-do = Verifique a sua ligação ou tente daqui a um momento.

# Problem: signed by another key.
text-untrusted = Não foi possível verificar que este chat é de quem diz ser.

# What to do then.
text-untrusted-do = Tente de novo. Se voltar a acontecer, contacte a empresa por outra via.

# Problem: out of its time.
text-expired = A autorização assinada deste chat não é válida neste momento.

# What to do then.
text-expired-do = Verifique a data e a hora do seu dispositivo e tente de novo.

# The device's clock is wrong.
text-clock = O relógio deste dispositivo está errado: difere do relógio do servidor em mais de cinco minutos, e por isso as chaves do chat parecem expiradas ou ainda sem validade.

# What to do about the clock.
text-clock-do = Acerte a data e a hora do dispositivo, ou deixe que se acertem sozinhas, e tente de novo.

# Problem: another policy.
text-policy = O aviso de privacidade recebido não é o que a empresa assinou.

# What to do then.
text-policy-do = Tente de novo dentro de uns minutos.

# Problem: a page that is not of the site.
text-origin = Este chat não está autorizado nesta página.

# What to do then.
text-origin-do = Abra-o no site oficial da empresa.

# Problem: the script tag.
text-setup = O chat não está bem instalado nesta página.

# What to do then.
text-setup-do = Contacte a empresa por outra via e conte-lhe.

# Problem: the browser.
text-browser = Este navegador não oferece a cifra de que o chat precisa.

# What to do then.
text-browser-do = Atualize-o ou use outro, e abra a página por https.

## What asks just in time, an erasure, and parts that are on their way.

# Heading of the panel.
asking-title = Privacidade

# Leads back.
asking-back = Voltar

# The button that objects.
asking-object = Opor-me

# Heading once everything is erased.
asking-erased-title = Tudo foi apagado

# What went here.
asking-erased-here = Neste navegador já não resta nada da conversa nem das suas chaves.

# What went there.
asking-erased-there = O responsável apagou o que tinha e confirmou-o com a sua assinatura.

# Heading: what is kept.
asking-erased-kept = O que se conserva por obrigação

# Nothing is.
asking-erased-nothing-kept = Nada.

# Before a date.
asking-erased-until = Até

# Said of what is blocked.
asking-erased-blocked = Bloqueado: ninguém o usa.

# Heading where the relay has erased the conversation by itself.
asking-gone-title = A conversa foi apagada no servidor

# What that means.
asking-gone = Foi o serviço que o fez: aqui ninguém o pediu. O que vê abaixo fica só neste navegador, e pode guardá-lo em Privacidade. A sua decisão mantém-se: um chat novo começa com ela.

# Leads to a new conversation.
asking-begin-again = Começar um chat novo

# Saves the confirmation.
asking-save-erasure = Guardar a confirmação assinada

# Title of a prompt.
asking-ask = Permite este uso?

# Title of a prompt's first step.
asking-ask-special = Dados especialmente protegidos

# What a special category is.
asking-special-note = A lei protege mais estes dados: saúde, religião, origem, vida sexual e outros. Só se usam se o permitir expressamente.

# Goes on to the second step.
asking-go-on = Continuar

# Leaves it.
asking-not-now = Agora não

# Title of what asks before a message with personal data goes out.
asking-care = Antes de enviar a sua mensagem

# Before what was found in it.
asking-care-found = Contém:

# Before the names of who would read it.
asking-care-readers = Seria lida por:

# No purpose that is given covers it.
asking-care-uncovered = Nada do que permitiu inclui estes dados.

# It is never sent.
asking-care-never = Há algo que este chat nunca envia: pode tapá-lo, editá-lo ou não o enviar.

# Before the message with it hidden.
asking-care-masked = Tapada, ler-se-ia:

# Sends it with the data hidden.
asking-care-mask = Enviar tapada

# Puts it back into the field.
asking-care-edit = Editar

# Discards it.
asking-care-drop = Não enviar

# Opens the form that asks for such data.
asking-care-form = Usar o formulário selado

# Sends it as it is.
asking-care-send = Enviar tal como está, selada

# Gives the purpose that covers it, and sends it.
asking-care-allow = Permitir e enviar, selada

# Gives the purpose that covers some of it, and goes on to the next question.
asking-care-more = Permitir e continuar

# Read out where the question comes up while something else is being filled in.
asking-care-waits = Uma mensagem sua espera a sua decisão: contém dados pessoais.

# The button beside the field.
asking-attach = Anexar ficheiros

# A line of the conversation, before the names of what was allowed.
asking-now-allowed = Permitiu:

# A line of the conversation, before the names of what was taken back.
asking-now-withdrawn = Retirou a sua permissão:

# The notice reads otherwise, and says the same.
asking-reworded = Mudou a redação do aviso, não aquilo que aceitou. Em Privacidade tem o de agora e o de então.

# Offered where somebody writes of deletion.
asking-offer = Quer apagar os seus dados ou retirar a sua permissão? Pode fazê-lo em Privacidade.

# A part is on its way.
asking-fetching = A carregar esta parte do chat…

# A part could not be fetched.
asking-unfetched = Não foi possível carregar esta parte do chat. A conversa continua igual.

# Before the name of the team of which somebody has taken the conversation over.
asking-taken-over = Agora responde uma pessoa:

# Before the name of the assistant.
asking-handed-back = Volta a responder o assistente automático:

# In the chat's head, while a person answers.
asking-person-answers = Responde uma pessoa

# Before the names of those who look on.
asking-watched = Observa a conversa, sem responder:

# Those who looked on have left.
asking-unwatched = Já ninguém observa a conversa.

# The way to looking for words in the conversation, and the name of the field for them
asking-search = Procurar

## The privacy panel.

# Nothing was decided or stored yet.
privacy-nothing-yet = Ainda não decidiu: nada foi guardado nem enviado.

# A notice waits for an answer.
privacy-pending = Um aviso espera a sua resposta: é lá que se permite. Retirar, pedir, guardar e apagar já pode aqui.

# Heading: the purposes.
privacy-purposes = Para que se usam os seus dados

# Where a purpose stands: undecided.
privacy-open = Por decidir

# Where a purpose stands: given.
privacy-given = Permitido

# Where a purpose on another basis stands.
privacy-informed = Informado

# Where a purpose stands: refused.
privacy-refused = Recusado

# Where a purpose stands: withdrawn.
privacy-withdrawn = Retirado

# Where a purpose on another basis stands: objected to.
privacy-objected = Opôs-se

# Where a purpose stands: over.
privacy-over = Terminado

# Before a date.
privacy-since = desde

# Said of a purpose that the chat can't do without.
privacy-required = Necessário para o chat: ao retirá-lo, o chat termina.

# Said of a required purpose on another basis.
privacy-required-other = Necessário para o chat: ao opor-se, o chat termina.

# Opts out of sale and sharing (Cal. Civ. Code, section 1798.135).
privacy-no-sale = Não vender nem partilhar os meus dados pessoais

# Limits sensitive data (Cal. Civ. Code, section 1798.135).
privacy-limit-sensitive = Limitar o uso dos meus dados sensíveis

# Heading: what was sent.
privacy-sent = O que foi enviado

# Nothing was.
privacy-sent-nothing = Nada.

# What was sent: messages.
privacy-sent-messages = Mensagens

# What was sent: decisions and requests.
privacy-sent-decisions = Decisões e pedidos

# Before the names of readers.
privacy-to = a

# Heading: the receipts.
privacy-receipts = Recibos das suas decisões

# A receipt's decision.
privacy-act-allowed = Permitiu

# A receipt's decision.
privacy-act-refused = Recusou

# A receipt's decision.
privacy-act-withdrawn = Retirou

# A receipt of what ended by itself.
privacy-act-over = Terminou

# The controller has signed.
privacy-countersigned = assinado também pelo responsável

# The controller has not signed yet.
privacy-unsigned = falta a assinatura do responsável

# Saves the receipts.
privacy-save-receipts = Guardar os recibos

# Saves the receipts to read.
privacy-save-receipts-page = Guardar para ler

# What the audit log is asked about, before what was found.
privacy-audit = O registo das suas decisões está no registo de auditoria da empresa

# Nothing was found out about it.
privacy-audit-unchecked = por verificar

# It is there.
privacy-audit-checked = verificado

# It is not, or the log has changed.
privacy-audit-wrong = não bate certo

# What was sent: the answers of forms, before the purpose's name.
privacy-form = Formulário

# Heading: the forms that were answered.
privacy-forms = Formulários que preencheu

# Before the fields of a form that were filled in.
privacy-filled = Preenchido:

# Opens a form's fields again.
privacy-correct = Corrigir

# Takes back what was sent by a form.
privacy-take-back = Retirar

# Heading: taking everything along.
privacy-data = Os seus dados

# What the two files are.
privacy-data-note = Toda a conversa, os recibos e os dados que a acompanham. Faz-se aqui, no seu navegador.

# Saves everything for machines.
privacy-save-data = Guardar (JSON)

# Saves everything to read.
privacy-save-page = Guardar para ler ou imprimir

# Heading: rights.
privacy-rights = Os seus direitos

# How requests go.
privacy-rights-note = Cada pedido sai cifrado e fica aqui com o seu prazo.

# Label of the note.
privacy-note = O que quer dizer com o seu pedido (opcional)

# A right.
privacy-access = Saber o que têm sobre mim

# A right.
privacy-portability = Levar os meus dados

# A right.
privacy-rectification = Corrigir os meus dados

# A right.
privacy-erasure = Apagar os meus dados

# A right.
privacy-restriction = Limitar o seu uso

# A right.
privacy-objection = Opor-me ao uso

# A right.
privacy-review = Que uma pessoa reveja

# State of a request.
privacy-waiting = à espera de sair

# State of a request.
privacy-on-its-way = enviado

# State of a request.
privacy-received = recebido

# State of a request.
privacy-done = feito

# State of a request.
privacy-declined = recusado

# Before a date.
privacy-due = prazo:

# Heading: erase everything.
privacy-erase = Apagar tudo

# What it does.
privacy-erase-note = Apaga a conversa e as chaves neste navegador, e pede ao responsável que apague o que tem. Recebe uma confirmação assinada. Não se pode desfazer.

# The second step.
privacy-erase-sure = Sim, apagar tudo

# Leaves it.
privacy-erase-keep = Conservar

# Under way.
privacy-erasing = Apagamento pedido: à espera da confirmação assinada.

# Heading: the notice as it was.
privacy-agreed = O aviso tal como o aceitou

# Heading: the notice as it is.
privacy-notice = O aviso completo

# Label: how long.
privacy-kept-for = Quanto tempo

## Links, cards and ratings.

# Before the host, address or number that a link leads to.
rich-goes = Leva a:

# Heading: a link that may lead elsewhere than it seems.
rich-beware = Antes de abrir esta ligação

# Why: the host's name has letters of other alphabets.
rich-letters = O nome tem letras de outros alfabetos, que podem parecer as de outro sítio.

# Why: the words name another host.
rich-name = O texto nomeia um sítio diferente daquele a que leva.

# Why: what comes before an @ may read like a host.
rich-user = O endereço começa por algo que pode parecer um sítio e não o é.

# Why: signs that are not seen.
rich-hidden = Tem sinais que não se veem e podem mudar o que se lê.

# Button: the link stays closed.
rich-back = Voltar

# Button: the link is opened.
rich-open = Abrir a ligação

# Follows a link that asks before it opens, for screen readers.
rich-doubtful = (pergunta antes de abrir)

# In place of a picture without words of its own.
rich-image = Imagem

# Name of lines of code.
rich-code = Código

# Name of a table.
rich-table = Tabela

# Name of cards that are gone through.
rich-cards = Cartões

# What cards side by side are, for screen readers.
rich-carousel = carrossel

# What one of them is.
rich-slide = cartão

# Button: the card before.
rich-previous = Cartão anterior

# Button: the card after.
rich-next = Cartão seguinte

# The lowest of five scores.
rich-worst = nada satisfeito

# The highest of five scores.
rich-best = muito satisfeito

# A rating by yes and no: yes.
rich-yes = Sim

# A rating by yes and no: no.
rich-no = Não

# Label: words beside a rating.
rich-comment = Comentário (opcional)

# Before the score that was given.
rich-rated = A tua avaliação:

# Said where a rating is sent without a score.
rich-choose = Escolhe primeiro uma pontuação.

# The words are in no message.
rich-unfound = Sem resultados

# Button: to the find before this one.
rich-older = Anterior

# Button: to the find after this one.
rich-newer = Seguinte

# Button: closes the search.
rich-end-search = Fechar a procura

## Forms.

# Said of a field that is needed.
forms-required = obrigatório

# Said of one that is not.
forms-optional = opcional

# Above what is asked, before the purpose is given.
forms-asked = Antes de o preencher perguntaremos se permite este uso. Pede-se:

# Above the fields.
forms-private = O que escrever aqui só sai se o enviar: cifrado, para quem figura acima.

# Above the fields, where something was sent before.
forms-correcting = Escreva tudo outra vez: substitui o que enviou.

# Goes to the fields.
forms-fill = Preencher

# Leaves them, of equal weight.
forms-skip = Não enviar

# It was left.
forms-declined = Não enviou este formulário. O chat funciona da mesma forma.

# Before the fields that were filled in.
forms-filled = Preenchido:

# Where the values are.
forms-values = Os valores vão selados: este chat não os guarda nem os mostra.

# Opens the fields again.
forms-correct = Corrigir

# Takes back what was sent.
forms-withdraw = Retirar

# It was taken back.
forms-withdrawn = Retirou o que enviou: quem o recebeu tem de o apagar.

# The purpose was taken back.
forms-ended = Retirou a permissão para este uso: quem recebeu o que enviou tem de o apagar.

# The policy has no such purpose.
forms-unnamed = O aviso não nomeia o uso deste formulário, por isso fica por preencher.

# Button: opens the choice of a form's file.
forms-choose = Escolher ficheiro

# Before the largest size of a form's file.
forms-at-most = No máximo:

# A required field is empty.
forms-missing = Falta este dado.

# It could not be sealed.
forms-unsealed = Não foi possível cifrar. Tente de novo daqui a pouco, ou encurte.

# Too long, or in characters that are not shown.
forms-bad-text = Escreva-o em letras, e mais curto.

# It is no date of birth.
forms-bad-date = Escreva uma data de nascimento real, anterior a hoje.

# It is no account number.
forms-bad-iban = Verifique o IBAN: os algarismos de controlo não batem certo.

# It is no e-mail address.
forms-bad-email = Escreva um correio completo, como nome@exemplo.pt.

# It is no telephone number.
forms-bad-phone = Escreva um telefone com todos os algarismos.

# It is no number of an identity.
forms-bad-id = Verifique o documento: a letra ou os algarismos de controlo não batem certo.

# It is no policy number.
forms-bad-policy = Escreva o número da apólice como figura nela: letras, algarismos e hífenes.

# It was not taken: it is not known any more.
forms-not-open = Não foi aceite: este formulário já não está aberto. Peça um novo se quiser.

# It was not taken: its purpose is not given.
forms-not-allowed = Não foi aceite: este uso não está permitido. Se o permitir, preencha-o outra vez.

# It was not taken: what was told is kept and not used.
forms-restricted = Não foi aceite: pediu para limitar o uso dos seus dados ou opôs-se a ele, por isso não se acrescentam outros.

# It was not taken: it came too late.
forms-late = Não foi aceite: chegou quando a sua chave já tinha sido apagada. Preencha-o outra vez.

# It was not taken: it is not what was asked for.
forms-not-fitting = Não foi aceite: falta algo, ou não é o que se pedia. Preencha-o outra vez.

# A form's answer was not taken: its file.
forms-bad-file = Não foi aceite: não foi possível abrir o ficheiro, ou ninguém pode garantir que é seguro. Experimente outro.

# An earlier answer was, and stays.
forms-stands = O que enviou antes mantém-se.

# It is of a conversation that is gone.
forms-closed = Este formulário era de uma conversa que já não está no servidor: aqui fica fechado.


## Files.

# The file goes out.
files-uploading = A enviar, cifrado

# The file is on its way here.
files-fetching = A receber

# Looks at a picture.
files-show = Ver a imagem

# Saves a file.
files-save = Guardar

# Under a picture that waits.
files-cleaned = Sem os dados da câmara nem o lugar.

# Why a file is not sent.
files-other-kind = Este chat não aceita ficheiros deste tipo.

# Why a file is not sent; before the most that is taken.
files-too-large = É demasiado grande. No máximo:

# Why a file is not sent.
files-too-many = Já enviou todos os que este chat aceita.

# Why a picture is not sent.
files-not-cleaned = A imagem guarda dados da câmara que aqui se retiram sempre, e não foi possível. Não foi enviada.

# Why a file is not sent.
files-unread = Não foi possível lê-lo. Não foi enviado.

# A recipient did not take the file.
files-refused = Não foi aceite: não foi possível abri-lo.

# A recipient did not take the file.
files-refused-unsafe = Não foi aceite: ninguém pode garantir que seja seguro.

# A recipient did not take the file.
files-refused-allowed = Não foi aceite: o chat já não tem a sua permissão.

# A recipient did not take the file.
files-refused-policy = Não foi aceite: não é dos que este chat aceita.

# A file could not be fetched.
files-broken = Não foi possível abrir. Tente de novo; pode já não existir.

## What personal data is called that was seen in what somebody writes, by its DPV term.

found-Age = idade de um menor
found-Authenticating = código ou chave de acesso
found-BankAccount = conta bancária
found-Biometric = dados biométricos
found-BirthDate = data de nascimento
found-Criminal = antecedentes criminais
found-EmailAddress = endereço de correio
found-EthnicOrigin = origem étnica
found-FinancialAccount = código de banco
found-FinancialAccountNumber = carteira de criptomoedas
found-Genetic = dados genéticos
found-Health = saúde
found-IPAddress = endereço IP
found-Identifying = número de cliente
found-Insurance = número de apólice
found-MACAddress = endereço MAC
found-OfficialID = número de identidade ou fiscal
found-Passport = passaporte
found-Password = palavra-passe
found-PaymentCard = código de segurança do cartão
found-PaymentCardExpiry = validade do cartão
found-PaymentCardNumber = cartão de pagamento
found-PhysicalAddress = morada
found-PoliticalOpinion = opinião política
found-ReligiousBelief = religião
found-Sexual = vida ou orientação sexual
found-TelephoneNumber = telefone
found-TradeUnionMembership = filiação sindical
found-VehicalLicenseRegistration = matrícula
found-Vehicle = número de chassis
