// « Articles »: the list, and the text of one with its passages.

const AROUND = 80; // characters shown on either side of a word that is looked for

const ARTICLE_ORDERS = {
  "": byDay((article) => article.published, -1),
  ancien: byDay((article) => article.published, 1),
  titre: (a, b) => byFrench(titleOf(a), titleOf(b)),
  citations: (a, b) => passages().get(b).quotes.length - passages().get(a).quotes.length,
};

// The place of the text where a word that is looked for first stands, with what is around it.
function snippet(article, search) {
  const [first] = search ? hits(article.text, search) : [];
  if (!first) return "";
  const start = article.text.lastIndexOf(" ", Math.max(0, first[0] - AROUND)) + 1;
  return el("span", { class: "words" }, "… ", highlighted(article.text.slice(start, first[1] + AROUND), search), " …");
}

function drawArticle(article, search) {
  const { quotes, amounts, dates } = passages().get(article);
  const counts = [plural(quotes.length, "citation", "citations"), plural(amounts.length, "somme", "sommes"), plural(dates.length, "date", "dates")];
  return el(
    "li",
    {},
    el("a", { href: `#/article/${encodeURIComponent(article.article_id)}` }, titleOf(article)),
    el("span", { class: "source" }, `${paperOf(article)}, ${day(article.published)}`),
    el("span", { class: "source" }, counts.join(" · ")),
    snippet(article, search),
  );
}

const articlesPage = bindForm("article", (f) => {
  const found = passing(
    articles(),
    finder(f.texte, (article) => `${titleOf(article)} ${article.author} ${article.text}`),
    (article) => !f.journal || article.source === f.journal,
  ).sort(ARTICLE_ORDERS[f.tri || ""]);
  $("#article .count").textContent = found.length ? plural(found.length, "article", "articles") : "Aucun article ne répond à ces critères.";
  show("article", $("#article .list"), found, (article) => drawArticle(article, f.texte));
});

const reader = $("#article .reader");
let marks = []; // the elements of the passages, in the order of the text
let current = -1;

// The passages as a tree: each inside the smallest that holds it; one that crosses the end of another is cut there.
function nested(rows, start, end) {
  const root = { start, end, inside: [] };
  const open = [root];
  const sorted = [...rows].sort((a, b) => a.start - b.start || b.end - a.end || LAYERS.indexOf(a.table) - LAYERS.indexOf(b.table));
  for (const row of sorted) {
    while (row.start >= open.at(-1).end) open.pop();
    const holder = open.at(-1);
    const node = { row, start: row.start, end: Math.min(row.end, holder.end), inside: [] };
    holder.inside.push(node);
    open.push(node);
  }
  return root;
}

function drawTree(article, node) {
  const parts = [];
  let at = node.start;
  for (const child of node.inside) {
    parts.push(cut(article, at, child.start), drawPassage(article, child));
    at = child.end;
  }
  parts.push(cut(article, at, node.end));
  return parts;
}

function drawPassage(article, node) {
  const row = node.row;
  const kind = row.table === "mentions" ? ` ${row.label}` : row.table === "quotes" ? ` ${row.kind}` : "";
  const element = el("span", { class: `passage ${row.table}${kind}`, tabindex: "-1", "data-key": row.key }, drawTree(article, node));
  element.row = row;
  return element;
}

const level = (text) => text.replaceAll("’", "'").replace(/\s/g, " ");

// The heading and the text with their passages. Where the text opens with its own title, that is the heading.
function drawText(article) {
  const rows = LAYERS.flatMap((table) => passages().get(article)[table]);
  const total = article.points ? article.points.length : article.text.length;
  const length = [...titleOf(article)].length;
  const titled = level(cut(article, 0, length)) === level(titleOf(article)) && !rows.some((row) => row.start < length && row.end > length);
  const parts = (start, end) => drawTree(article, nested(rows.filter((row) => row.start >= start && row.end <= end), start, end));
  const from = titled ? length : 0;
  const text = el("div", { class: "text" }, parts(from, total));
  text.normalize();
  if (text.firstChild?.nodeType === Node.TEXT_NODE) text.firstChild.data = text.firstChild.data.trimStart();
  return [titled ? parts(0, length) : [titleOf(article)], text];
}

function valueOf(row) {
  const lines = VALUES[row.table](row).filter(([, value]) => value);
  return [
    el("h2", {}, { quotes: "Citation", mentions: "Nom", amounts: "Somme", dates: "Date" }[row.table]),
    el("dl", {}, lines.map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)])),
  ];
}

const VALUES = {
  quotes: (row) => [
    ["Qui", speakerOf(row) ? el("a", { href: linkToPerson(speakerOf(row)) }, speakerOf(row)) : "locuteur non dit"],
    ["Écrit", row.speaker !== row.speaker_name ? row.speaker : ""],
    ["Qualité", row.speaker_role],
    ["Genre", kindOf(row)],
    ["Verbe", row.verb],
    ["Support", row.medium],
    ["Niée", row.negated ? "parole niée ou supposée" : ""],
    ["Relecture", correctedOf(row)],
    ["Confiance", percent(row.confidence ?? 1)],
    ["… du nom", row.speaker_name && row.speaker_confidence !== null ? percent(row.speaker_confidence) : ""],
    ["", copyButton(row)],
  ],
  mentions: (row) => [
    ["Nom", row.member ? el("a", { href: linkToEntity(row.member) }, row.name) : row.name],
    ["Sorte", word("label", row.label)],
    ["Fonctions", row.member ? row.member.roles.split(" | ").join(", ") : ""],
    ["Dans le corpus", row.member ? plural(row.member.mentions, "mention", "mentions") : ""],
  ],
  amounts: (row) => [
    ["Somme", sumInWords(row)],
    ["En euros", row.currency === "EUR" ? "" : eurosInWords(row)],
    ["Monnaie", word("currency_from", row.currency_from)],
    ["Dite par", speakerOf(row.quote)],
  ],
  dates: (row) => [
    ["Jours", row.date_from ? spanInWords(row) : ""],
    ["Sorte", word("type", row.type)],
    ["Nuance", row.mod ? word("mod", row.mod) : ""],
    ["Précision", word("granularity", row.granularity)],
    ["TIMEX3", row.timex],
  ],
};

function choose(element) {
  if (!element) return;
  for (const mark of marks) mark.classList.toggle("chosen", mark === element);
  current = marks.indexOf(element);
  $(".value", reader).replaceChildren(...valueOf(element.row));
}

const seen = (mark) => $(`.layers [name="${mark.row.table}"]`, reader).checked;

function step(way) {
  const count = marks.length;
  for (let tried = 1; tried <= count; tried += 1) {
    const place = (((current < 0 && way < 0 ? 0 : current) + way * tried) % count + count) % count;
    if (seen(marks[place])) {
      marks[place].focus();
      marks[place].scrollIntoView({ block: "center" });
      return;
    }
  }
}

function openArticle(article, key) {
  cut(article, 0, 0);
  const address = webAddress(article.url);
  const missing = el("p", { class: "empty" }, "Le texte de cet article n'est pas dans la page.");
  const [title, body] = article.text ? drawText(article) : [[titleOf(article)], missing];
  $("article", reader).replaceChildren(
    el("header", {},
      el("p", { class: "kicker" }, `${paperOf(article)} · ${day(article.published)}`),
      el("h1", { id: "reader-h", tabindex: "-1" }, title),
      el("p", { class: "byline" }, [article.author && `Par ${article.author}`, plural(article.words, "mot", "mots")].filter(Boolean).join(" · ")),
      address ? el("p", { class: "byline" }, el("a", { href: address, rel: "noreferrer noopener" }, "Lire sur le site du journal")) : null,
      article.duplicate_of ? el("p", { class: "warn" }, `Reprise de « ${article.duplicate_of} ».`) : null,
    ),
    body,
  );
  marks = $$(".passage", reader);
  current = -1;
  $(".value", reader).replaceChildren(el("p", { class: "empty" }, "Passez sur un passage surligné, ou appuyez sur ", el("kbd", {}, "n"), ", pour lire ce qui en est compris."));
  const target = key && marks.find((mark) => mark.dataset.key === key);
  if (target) {
    target.focus();
    target.scrollIntoView({ block: "center" });
  } else {
    scrollTo(0, 0);
    $("h1", reader).focus({ preventScroll: true });
  }
}

function articlePage(parameters, [id, key]) {
  const article = id && articleOf().get(id);
  $("#article .browse").hidden = Boolean(article);
  reader.hidden = !article;
  $("#article").setAttribute("aria-labelledby", article ? "reader-h" : "article-h");
  if (article) openArticle(article, key);
  else articlesPage(parameters);
  return Boolean(article);
}

for (const event of ["focusin", "mouseover", "click"]) {
  $("article", reader).addEventListener(event, ({ target }) => {
    const element = target.closest(".passage");
    if (element && seen(element)) choose(element);
  });
}
$(".layers", reader).addEventListener("change", () => {
  for (const box of $$(".layers input", reader)) reader.classList.toggle(`no-${box.name}`, !box.checked);
});
$(".steps", reader).addEventListener("click", ({ target }) => {
  const button = target.closest("[data-step]");
  if (button) step(Number(button.dataset.step));
});
document.addEventListener("keydown", (event) => {
  if (reader.hidden || $("#article").hidden || event.ctrlKey || event.metaKey || event.altKey) return;
  if (/^(input|select|textarea)$/i.test(event.target.tagName) && event.target.type !== "checkbox") return;
  if (event.key === "n") step(1);
  if (event.key === "p") step(-1);
});
