// Asks before everything is deleted, and says when new mail has come.
const PAUSE_MS = 3000;

for (const form of document.querySelectorAll("form[data-ask]")) {
  form.addEventListener("submit", (event) => {
    if (!window.confirm(form.dataset.ask)) event.preventDefault();
  });
}

const news = document.querySelector("[data-news]");

async function look() {
  const answer = await fetch(news.dataset.news);
  const { messages } = await answer.json();
  const newest = messages.length ? messages[0].id : 0;
  if (newest === Number(news.dataset.known)) return;
  if (news.querySelector("a")) return;
  const link = document.createElement("a");
  link.href = window.location.href;
  link.textContent = newest ? "New mail has come. Show it" : "The mailbox was emptied. Show it";
  news.replaceChildren(link);
}

if (news) {
  setInterval(() => {
    if (!document.hidden) look().catch(() => {});
  }, PAUSE_MS);
}
