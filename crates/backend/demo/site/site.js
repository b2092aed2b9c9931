// The page's own links to the chat. Without the chat they lead where their address says: to the
// phone number and the e-mail address.
for (const link of document.querySelectorAll("[data-chat]")) {
  link.addEventListener("click", (event) => {
    const chat = document.querySelector("sigilo-chat");
    if (!chat?.open) return;
    event.preventDefault();
    chat.open();
  });
}

// Customers sign in and out. A site has its own way for that; what is the chat's are `identify`, which asks
// the site's server who the visitor is, and `logout`.
const customer = document.querySelector("[data-customer]");
const ask = async (what, body) => {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`/customer/${what}`, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${what}: ${answer.status}`);
  return answer.text();
};
let silence;
const say = (what) => {
  const note = customer.querySelector("[role=status]");
  note.textContent = customer.dataset[what];
  clearTimeout(silence);
  silence = setTimeout(() => note.replaceChildren(), 15000);
};
const show = (state) => {
  customer.dataset.customer = state;
  for (const part of customer.querySelectorAll("[data-when]")) part.hidden = part.dataset.when !== state;
};
// Called when the visitor has allowed it in the chat, with the thumbprint of the chat's key: the token is good
// for that key alone.
const whoIsIt = async (jkt) => {
  const token = await ask("token", { jkt, lang: document.documentElement.lang });
  say("knows");
  return token;
};
const does = {
  "sign-in": async () => {
    await ask("sign-in");
    show("in");
    say("hint");
    (window.sigilo ||= []).push((sigilo) => sigilo.identify(whoIsIt));
  },
  "sign-out": async () => {
    await ask("sign-out");
    show("out");
    (window.sigilo ||= []).push((sigilo) => {
      const stop = sigilo.on("logout", () => {
        stop();
        say("gone");
      });
      sigilo.logout();
    });
  },
};
if (customer) {
  show(customer.dataset.customer);
  customer.addEventListener("click", async ({ target }) => {
    const what = target.closest("[data-does]")?.dataset.does;
    if (!what) return;
    await does[what]().catch(() => say("failed"));
    customer.querySelector("button:not([hidden])").focus();
  });
  (window.sigilo ||= []).push((sigilo) => {
    if (customer.dataset.customer === "in") sigilo.identify(whoIsIt);
  });
}
