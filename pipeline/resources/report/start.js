// The address tells the page: #/qui?nom=…, #/article/<id>/<passage>, #/noms/<id>.

const PAGES = {
  bref: () => false,
  qui: quotesPage,
  article: articlePage,
  sommes: sumsPage,
  frise: datesPage,
  noms: namesPage,
  verifier: reviewPage,
};

function go(first) {
  const [path, query] = location.hash.replace(/^#\/?/, "").split("?", 2);
  const [name, ...rest] = path.split("/").map(decoded);
  const page = Object.hasOwn(PAGES, name) ? name : "bref";
  for (const section of $$("section.page")) section.hidden = section.id !== page;
  for (const link of $$("nav a")) {
    if (link.hash === `#/${page}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const title = $(`nav a[href="#/${page}"]`).textContent;
  document.title = `${title} — glaneur`;
  const placed = PAGES[page](new URLSearchParams(query), rest);
  if (placed || first) return;
  scrollTo(0, 0);
  $(`#${page} h1`).focus({ preventScroll: true });
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // an address typed by hand
  }
}

addEventListener("hashchange", () => go(false));
$(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  $("main").focus();
});
go(true);
document.documentElement.dataset.ready = "";
