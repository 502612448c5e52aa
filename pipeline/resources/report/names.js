// « Noms »: the index of names, the contexts of one, and who is named in the same articles.

const SIDE = 60; // characters of the article shown on either side of a name
const COMPANY = 20; // names shown beside one

const mentionsOf = lazy(() => {
  const found = new Map(entities().map((entity) => [entity, []]));
  for (const mention of mentions()) if (mention.member) found.get(mention.member).push(mention);
  return found;
});
const namedIn = lazy(() => {
  const found = new Map(articles().map((article) => [article, new Set()]));
  for (const mention of mentions()) if (mention.member) found.get(mention.article).add(mention.member);
  return found;
});
const byMentions = lazy(() => [...entities()].sort((a, b) => b.mentions - a.mentions || byFrench(a.name, b.name)));

function drawEntity(entity) {
  return el(
    "li",
    {},
    el("a", { href: linkToEntity(entity) }, entity.name),
    el("span", { class: "source" }, [word("label", entity.label), plural(entity.mentions, "mention", "mentions"), entity.quotes ? plural(entity.quotes, "citation", "citations") : ""].filter(Boolean).join(" · ")),
  );
}

// A line of the concordance: the name in the middle, what stands around it.
function drawContext(mention) {
  const { article, start, end } = mention;
  const flat = (text) => text.replace(/\s+/g, " ");
  const [left, right] = article.text ? [cut(article, Math.max(0, start - SIDE), start), cut(article, end, end + SIDE)] : ["", ""];
  return el(
    "tr",
    {},
    el("td", { class: "left" }, el("span", {}, flat(left))),
    el("th", { scope: "row" }, el("a", { href: linkTo(mention) }, textOf(mention))),
    el("td", { class: "right" }, flat(right)),
    el("td", { class: "where", title: `${paperOf(article)}, ${day(article.published)}` }, [shortDay(article.published), paperOf(article)].filter(Boolean).join(" ")),
  );
}

function companyOf(entity) {
  const counts = new Map();
  const own = new Set(mentionsOf().get(entity).map((mention) => mention.article));
  for (const article of own) for (const other of namedIn().get(article)) if (other !== entity) counts.set(other, (counts.get(other) || 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || b.mentions - a.mentions || byFrench(a.name, b.name)).slice(0, COMPANY);
}

function openEntity(entity) {
  const own = mentionsOf().get(entity);
  const company = companyOf(entity);
  const facts = [word("label", entity.label), entity.gender && word("gender", entity.gender), plural(entity.mentions, "mention", "mentions"), plural(entity.articles, "article", "articles")];
  const box = $("#noms .entity");
  const list = el("tbody");
  box.replaceChildren(
    el("h2", { tabindex: "-1" }, entity.name),
    el("p", { class: "note" }, facts.filter(Boolean).join(" · ")),
    entity.roles ? el("p", {}, entity.roles.split(" | ").join(", ")) : "",
    entity.aliases ? el("p", { class: "note" }, `Aussi écrit : ${entity.aliases.split(" | ").join(", ")}`) : "",
    entity.quotes ? el("p", {}, el("a", { href: linkToPerson(entity.name) }, `Lire ses ${plural(entity.quotes, "citation", "citations")}`)) : "",
    el("h3", {}, "Dans les textes"),
    el("div", { class: "scroll", tabindex: "0", role: "group", "aria-label": `Contextes de ${entity.name}` }, el("table", { class: "kwic" }, list)),
    el("p", { class: "more", hidden: "" }, el("button", { type: "button", "data-more": "contextes" })),
    company.length ? el("h3", {}, "Dans les mêmes articles") : "",
    company.length ? el("ul", { class: "company" }, company.map(([other, count]) => el("li", {}, el("a", { href: linkToEntity(other) }, other.name), ` ${number.format(count)}`))) : "",
  );
  show("contextes", list, own, drawContext);
  return $("h2", box);
}

const drawNames = bindForm("noms", (f) => {
  const found = passing(
    byMentions(),
    finder(f.texte, (entity) => [entity.name, entity.aliases, entity.roles].join(" ")),
    (entity) => !f.type || entity.label === f.type,
  );
  $("#noms .count").textContent = found.length ? plural(found.length, "nom", "noms") : "Aucun nom ne répond à ces critères.";
  show("noms", $("#noms .list"), found, drawEntity);
});

let namesDrawn = false;

function namesPage(parameters, [id]) {
  const entity = id && entityOf().get(id);
  if (!entity || !namesDrawn) drawNames(parameters);
  namesDrawn = true;
  if (entity) openEntity(entity).focus();
  else if (entities().length) openEntity(byMentions()[0]);
  return Boolean(entity);
}
