// « À vérifier »: the least sure first; what is decided here is kept by the browser and downloaded as corrections.csv.

const HEADER = ["table", "id", "column", "value", "text", "note"];
// Another corpus, another place to keep them: the browser may share one among all the files of the disk.
const KEPT = `glaneur-corrections ${document.body.dataset.corpus}`;

// Decisions by id: { column, value, note }.
let decisions = new Map();
try {
  decisions = new Map(JSON.parse(localStorage.getItem(KEPT) || "[]"));
} catch {
  // a browser that keeps nothing: the decisions live as long as the page
}

// What is doubted: the test that chooses rows, and the column that the reader may correct.
const REVIEWED = {
  quotes: { column: "speaker_name", label: "Locuteur", value: (row) => row.speaker_name, list: "q-noms" },
  amounts: { column: "currency", label: "Monnaie (code ISO)", value: (row) => row.currency, list: null },
};
const doubtful = lazy(() => [
  ...quotes().map((row) => ({ row, sure: row.speaker_name ? surenessOf(row) : Math.min(0.5, surenessOf(row)) })),
  ...amounts().filter((row) => !row.currency || row.currency_from === "context").map((row) => ({ row, sure: row.currency ? 0.7 : 0.4 })),
].sort((a, b) => a.sure - b.sure));

const WHY = {
  incertain: ({ row, sure }) => row.table === "quotes" && row.speaker_name && sure < UNSURE,
  sans: ({ row }) => row.table === "quotes" && !row.speaker_name,
  sommes: ({ row }) => row.table === "amounts",
};

function reason({ row }) {
  if (row.table === "amounts") return row.currency ? "monnaie reprise de ce qui précède" : "monnaie inconnue";
  if (!row.speaker_name) return row.speaker ? "son nom n'a pas été trouvé" : "aucun locuteur trouvé";
  return `passage sûr à ${percent(row.confidence ?? 1)}${row.speaker_confidence === null ? "" : `, locuteur à ${percent(row.speaker_confidence)}`}`;
}

function decide(row, decision) {
  if (decision) decisions.set(idOf(row), { table: row.table, text: textOf(row), ...decision });
  else decisions.delete(idOf(row));
  try {
    localStorage.setItem(KEPT, JSON.stringify([...decisions]));
  } catch {
    // kept by the page alone
  }
  tellDecisions();
}

function tellDecisions() {
  $("#download").disabled = !decisions.size;
  $("#download").textContent = decisions.size ? `Télécharger corrections.csv (${number.format(decisions.size)})` : "Télécharger corrections.csv";
}

function stateOf(row) {
  const decision = decisions.get(idOf(row));
  if (!decision) return "";
  if (decision.column === "delete") return "wrong";
  return decision.note === "vérifié" ? "right" : "changed";
}

const STATES = { "": "", right: "Juste", wrong: "Faux : la ligne sera ôtée", changed: "Corrigé" };

function drawDoubt(item) {
  const { row } = item;
  const kind = REVIEWED[row.table];
  const right = el("button", { type: "button", class: "small" }, "Juste");
  const wrong = el("button", { type: "button", class: "small" }, "Faux");
  const field = el("input", { type: "text", id: `fix-${row.table}-${row.rank}`, autocomplete: "off" });
  if (kind.list) field.setAttribute("list", kind.list);
  const told = el("span", { class: "state", role: "status" });
  const line = el(
    "li",
    {},
    el("p", { class: "head" }, row.table === "quotes" ? whoSpeaks(row) : el("span", { class: "who" }, sumInWords(row)), el("span", { class: "why" }, reason(item))),
    el("blockquote", {}, el("p", {}, marked(row))),
    el("p", { class: "foot" }, sourceOf(row.article, linkTo(row))),
    el("div", { class: "decide" }, right, wrong, el("label", { for: field.id }, kind.label), field, told),
  );
  const refresh = () => {
    const state = stateOf(row);
    line.dataset.state = state;
    told.textContent = STATES[state];
    right.setAttribute("aria-pressed", state === "right");
    wrong.setAttribute("aria-pressed", state === "wrong");
    field.value = state === "changed" ? decisions.get(idOf(row)).value : kind.value(row);
  };
  const toggle = (state, decision) => () => {
    decide(row, stateOf(row) === state ? null : decision);
    refresh();
  };
  right.addEventListener("click", toggle("right", { column: kind.column, value: kind.value(row), note: "vérifié" }));
  wrong.addEventListener("click", toggle("wrong", { column: "delete", value: "", note: "" }));
  field.addEventListener("change", () => {
    const value = field.value.trim();
    decide(row, value === kind.value(row) ? null : { column: kind.column, value, note: "corrigé" });
    refresh();
  });
  refresh();
  return line;
}

const reviewPage = bindForm("verifier", (f) => {
  const found = doubtful().filter(
    (item) =>
      (!f.quoi || WHY[f.quoi](item)) &&
      (!f.journal || item.row.article.source === f.journal) &&
      (f.fait !== "reste" || !decisions.has(idOf(item.row))),
  );
  $("#verifier .count").textContent = found.length ? `${plural(found.length, "passage", "passages")}, le moins sûr d'abord` : "Rien à relire ici.";
  show("verifier", $("#verifier .list"), found, drawDoubt);
});

// The file of the contract: UTF-8, comma, the passage repeated so that a correction of a changed article is refused.
function correctionsFile() {
  const cell = (value) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  const lines = [...decisions].map(([id, d]) => [d.table, id, d.column, d.value, d.text, d.note]);
  lines.sort((a, b) => (a[1] < b[1] ? -1 : 1));
  return [HEADER, ...lines].map((line) => `${line.map(cell).join(",")}\n`).join("");
}

$("#download").addEventListener("click", () => {
  const address = URL.createObjectURL(new Blob([correctionsFile()], { type: "text/csv;charset=utf-8" }));
  const link = el("a", { href: address, download: "corrections.csv" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
});
tellDecisions();
