// Filters: a form, its state in the address (so that a search can be kept and sent), and the rows that pass.

const WAIT = 120; // milliseconds after the last key before the list is drawn anew

const byFrench = new Intl.Collator("fr").compare;
const distinct = (values) => [...new Set(values.filter(Boolean))].sort(byFrench);
const papers = lazy(() => distinct(articles().map((article) => article.source)));
const currencies = lazy(() => distinct(amounts().map((amount) => amount.currency)));
const speakers = lazy(() => {
  const names = distinct(quotes().map((quote) => quote.speaker_name));
  $("#q-noms").append(...names.map((name) => el("option", { value: name })));
  return names;
});

// Fills the choices of a form when its page is first opened.
function fill(form) {
  for (const select of $$("select[data-options]", form)) {
    const options = { papers, currencies }[select.dataset.options]();
    select.append(...options.map((name) => el("option", { value: name }, name)));
    delete select.dataset.options;
  }
  if ($("[list]", form) || form.closest("#verifier")) speakers();
}

// Ties the form of a page to the address and to the function that draws its list.
function bindForm(page, draw) {
  const form = $(`#${page} form.filters`);
  let timer = 0;
  const values = () => Object.fromEntries([...new FormData(form)].filter(([, value]) => value));
  const apply = () => {
    if ($(`#${page}`).hidden) return; // the reader has gone on meanwhile
    const query = new URLSearchParams(values()).toString();
    history.replaceState(null, "", `#/${page}${query ? `?${query}` : ""}`);
    draw(values());
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(apply, WAIT);
  });
  form.addEventListener("reset", () => setTimeout(apply));
  form.addEventListener("submit", (event) => event.preventDefault());
  return (parameters) => {
    fill(form);
    for (const field of $$("input, select", form)) field.value = parameters.get(field.name) || "";
    draw(values());
  };
}

const wordsOf = (search) => fold(search || "").split(/\s+/).filter(Boolean);

// Tells whether every word that is looked for stands in the text of the row; `text` is made once a row.
function finder(search, text) {
  const wanted = wordsOf(search);
  return (row) => {
    if (!wanted.length) return true;
    row.folded ??= fold(text(row));
    return wanted.every((one) => row.folded.includes(one));
  };
}

// Where the words that are looked for stand in a text: pairs of places, in their order, none inside another.
function hits(text, search) {
  let folded = "";
  const places = [];
  for (let place = 0; place < text.length; place += 1) {
    const letters = fold(text[place]);
    folded += letters;
    for (let letter = 0; letter < letters.length; letter += 1) places.push(place);
  }
  const found = [];
  for (const wanted of wordsOf(search)) {
    for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.length)) {
      found.push([places[at], places[at + wanted.length - 1] + 1]);
    }
  }
  found.sort(([a], [b]) => a - b);
  return found.filter(([start], rank) => rank === 0 || start >= found[rank - 1][1]);
}

// A text with the words that are looked for marked.
function highlighted(text, search) {
  const parts = [];
  let at = 0;
  for (const [start, end] of hits(text, search)) {
    parts.push(text.slice(at, start), el("mark", {}, text.slice(start, end)));
    at = end;
  }
  return [...parts, text.slice(at)];
}

const inPaper = (f) => (row) => !f.journal || row.article.source === f.journal;
const inDays = (f, dayOf) => (row) => (!f.du || (dayOf(row) && dayOf(row) >= f.du)) && (!f.au || (dayOf(row) && dayOf(row) <= f.au));
// A name that somebody bears is taken whole, another as a part of names: « vial » finds Anne Vial.
function saidBy(f, quoteOf) {
  const wanted = fold(f.nom || "");
  const whole = speakers().some((name) => fold(name) === wanted) || entities().some((entity) => fold(entity.name) === wanted);
  const fits = whole ? (name) => name === wanted : (name) => name.includes(wanted);
  return (row) => {
    const quote = quoteOf(row);
    return !wanted || fits(fold(speakerOf(quote))) || (quote?.member && fits(fold(quote.member.name)));
  };
}

const passing = (rows, ...tests) => rows.filter((row) => tests.every((test) => test(row)));

// Undated rows come last, whichever way the days go.
const byDay = (dayOf, way) => (a, b) => {
  const [one, other] = [dayOf(a), dayOf(b)];
  if (!one || !other) return (one ? 0 : 1) - (other ? 0 : 1);
  return one < other ? -way : one > other ? way : 0;
};

const paperDay = (row) => row.article.published;
