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
