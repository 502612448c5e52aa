// The tables, read back from the JSON of the page: each row an object, passages tied to their article.
// Each table is read when a page first asks for it: « En bref » is there at once, however large the corpus.
const lazy = (make) => {
  let made;
  return () => (made ??= make());
};

function json(name) {
  const element = $(`#data-${name}`);
  const value = JSON.parse(element.textContent);
  element.remove();
  return value;
}

const CODES = json("words");

function cells(column) {
  if (Array.isArray(column)) return column;
  if (column.at) return column.at.map((rank) => column.pool[rank]);
  let sum = 0;
  return column.steps.map((step) => (sum += step));
}

function rowsOf(name) {
  const { rows, prefix, columns } = json(name);
  const read = Object.entries(columns).map(([column, packed]) => [column, cells(packed)]);
  const found = Array.from({ length: rows }, (_, rank) => {
    const row = { table: name, rank };
    for (const [column, values] of read) row[column] = values[rank];
    return row;
  });
  if (prefix) for (const row of found) place(row, prefix);
  return found;
}

function place(row, prefix) {
  row.article = articles()[row.article];
  row.end = row.start + row.length;
  row.key = `${prefix}${row.start}-${row.end}`;
}

// Offsets count code points; a JavaScript string counts halves of those above U+FFFF.
function cut(article, start, end) {
  if (article.points === undefined) article.points = /[\ud800-\udfff]/.test(article.text) ? [...article.text] : null;
  return article.points ? article.points.slice(start, end).join("") : article.text.slice(start, end);
}

const idOf = (row) => `${row.article.article_id}:${row.key}`;
const textOf = (row) => row.text || cut(row.article, row.start, row.end);
const sentenceOf = (row) => row.sentence || cut(row.article, row.start - row.before, row.end + row.after);
const saidOf = (quote) => quote.said || textOf(quote);

const articles = lazy(() => {
  const texts = json("texts");
  const found = rowsOf("articles");
  found.forEach((article, rank) => (article.text = texts[rank]));
  return found;
});
const entities = lazy(() => rowsOf("entities"));
const quotes = lazy(() => tied(rowsOf("quotes")));
const mentions = lazy(() => tied(rowsOf("mentions")));
const amounts = lazy(() => tied(rowsOf("amounts")));
const dates = lazy(() => tied(rowsOf("dates")));
const articleOf = lazy(() => new Map(articles().map((article) => [article.article_id, article])));
const entityOf = lazy(() => new Map(entities().map((entity) => [entity.entity_id, entity])));

// A row with what it refers to: the member of the cast, the quote in which it lies.
function tied(rows) {
  for (const row of rows) {
    if (row.entity_id !== undefined) row.member = entities()[row.entity_id] || null;
    if (row.quote_id !== undefined) row.quote = quotes()[row.quote_id] || null;
  }
  return rows;
}

// The passages of every article, by table.
const LAYERS = ["quotes", "mentions", "amounts", "dates"];
const passages = lazy(() => {
  const found = new Map(articles().map((article) => [article, { quotes: [], mentions: [], amounts: [], dates: [] }]));
  for (const rows of [quotes(), mentions(), amounts(), dates()]) for (const row of rows) found.get(row.article)[row.table].push(row);
  return found;
});

// The French words of the codes: word("kind", "mixed").
const word = (column, code) => (CODES[column] || {})[code] ?? code;

const titleOf = (article) => article.title || article.article_id;
const paperOf = (article) => article.source || "journal non dit";
const speakerOf = (quote) => (quote ? quote.speaker_name || quote.speaker : "");
// Below it, a quote or its speaker is worth a look.
const UNSURE = Number(document.body.dataset.sure);
const surenessOf = (quote) => Math.min(quote.confidence ?? 1, quote.speaker_name ? quote.speaker_confidence ?? 1 : 1);

const linkTo = (row) => `#/article/${encodeURIComponent(row.article.article_id)}/${row.key}`;
const linkToPerson = (name) => `#/qui?${new URLSearchParams({ nom: name })}`;
const linkToEntity = (entity) => `#/noms/${encodeURIComponent(entity.entity_id)}`;

// « Journal, 3 mars 2024 » under a title that leads to the article.
function sourceOf(article, href) {
  return el("span", { class: "source" }, el("a", { href }, titleOf(article)), ` ${paperOf(article)}, ${day(article.published)}`);
}

// A sentence with its passage marked.
function marked(row) {
  if (row.sentence || !row.article.text) return el("span", { class: "words" }, sentenceOf(row));
  const part = (start, end) => cut(row.article, start, end);
  return el(
    "span",
    { class: "words" },
    part(row.start - row.before, row.start),
    el("mark", {}, textOf(row)),
    part(row.end, row.end + row.after),
  );
}
