"use strict";
(() => {
  const form = document.getElementById("find");
  const all = (selector, at = document) => [...at.querySelectorAll(selector)];
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const items = all(".f").map((at) => ({ at, lane: at.matches(".lane"), row: "s" in at.dataset }));
  const names = all(".net .name").map((at) => ({ at, text: plain(at.textContent) }));
  const sorted = new Map();

  const words = (text) => plain(text).split(/\s+/).filter(Boolean);
  const has = (list, wanted) => !wanted || (list || "").split(" ").includes(wanted);

  function show() {
    if (!form) return;
    const { q, team, program, state } = Object.fromEntries(new FormData(form));
    const wanted = words(q);
    for (const item of items) {
      item.text ??= `${plain(item.at.textContent)} ${item.at.dataset.f || ""}`;
      const data = item.at.dataset;
      const fits = wanted.every((word) => item.text.includes(word));
      const within = !("t" in data) || (has(data.t, team) && has(data.p, program));
      item.at.hidden = !(fits && within && (!item.row || has(data.s, state)));
    }
    for (const name of names) {
      name.at.classList.toggle("hit", wanted.length > 0 && wanted.every((word) => name.text.includes(word)));
    }
    group();
    const counts = ["lane", "row"].flatMap((kind) => {
      const of = items.filter((item) => item[kind]);
      return [of.filter((item) => !item.at.hidden).length, of.length];
    });
    form.querySelector("output").textContent = form.dataset.counts.replace(/%(\d)/g, (_, at) => counts[at - 1]);
  }

  function group() {
    const { group: by, team, program } = form.elements;
    const lanes = items.filter((item) => item.lane).map((item) => item.at);
    const board = document.getElementById("board");
    all(".group, .copy", board).forEach((at) => at.remove());
    lanes.forEach((lane) => lane.classList.toggle("grouped", by.value !== ""));
    if (!by.value) return;
    const [options, key] = by.value === "team" ? [team.options, "t"] : [program.options, "p"];
    for (const { value, text } of [...[...options].filter((each) => each.value), { value: "", text: by.dataset.rest }]) {
      const here = lanes.filter((lane) => !lane.hidden && (value ? has(lane.dataset[key], value) : !lane.dataset[key]));
      if (!here.length) continue;
      const heading = Object.assign(document.createElement("p"), { className: "group", textContent: text });
      heading.setAttribute("role", "heading");
      heading.setAttribute("aria-level", "3");
      const copies = here.map((lane) => lane.cloneNode(true));
      copies.forEach((copy) => copy.classList.replace("grouped", "copy"));
      board.append(heading, ...copies);
    }
  }

  function keep() {
    const fields = form ? new FormData(form) : [];
    const kept = new URLSearchParams();
    for (const [name, value] of fields) if (value) kept.set(name, value);
    for (const [table, [column, down]] of sorted) kept.set("sort", `${table.closest("section").id}.${column}.${down ? "down" : "up"}`);
    history.replaceState(null, "", `#${kept}` === "#" ? location.pathname + location.search : `#${kept}`);
  }

  function key(row, column) {
    const cell = row.cells[column];
    const time = cell.querySelector("time");
    return time ? time.dateTime : cell.textContent.trim();
  }

  function sort(table, column, down) {
    const body = table.tBodies[0];
    const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
    const empty = (text) => text === "–";
    const rows = [...body.rows].map((row) => [key(row, column), row]);
    rows.sort(([a], [b]) => empty(a) - empty(b) || (down ? order.compare(b, a) : order.compare(a, b)));
    body.append(...rows.map(([, row]) => row));
    all("th", table.tHead).forEach((head, index) => {
      if (index === column) head.setAttribute("aria-sort", down ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    sorted.clear();
    sorted.set(table, [column, down]);
  }

  function tsv(table) {
    const said = (cell) => (cell.querySelector(".button") ? "" : cell.innerText.replace(/\s+/g, " ").trim());
    const line = (row) => [...row.cells].map(said).join("\t");
    return all("tr", table).filter((row) => !row.hidden).map(line).join("\n");
  }

  for (const table of all("[data-copy]")) {
    if (table.matches(".sortable")) all("th", table.tHead).forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => {
        const [before, down] = sorted.get(table) || [];
        sort(table, column, before === column && !down);
        keep();
      });
      head.append(button);
    });
    const copy = document.createElement("button");
    copy.type = "button";
    copy.textContent = table.dataset.copy;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(tsv(table)).then(
        () => (copy.textContent = table.dataset.copied),
        () => (copy.textContent = table.dataset.refused),
      );
    });
    table.before(copy);
  }

  function restore() {
    const kept = new URLSearchParams(location.hash.slice(1));
    for (const field of form?.elements ?? []) if (field.name && kept.has(field.name)) field.value = kept.get(field.name);
    const [section, column, way] = (kept.get("sort") || "").split(".");
    const table = document.getElementById(section)?.querySelector(".sortable");
    if (table && table.tHead.rows[0].cells[column]) sort(table, Number(column), way === "down");
  }

  if (form) {
    form.hidden = false;
    form.addEventListener("input", () => (show(), keep()));
    form.addEventListener("reset", () => setTimeout(() => (show(), keep())));
    form.addEventListener("submit", (event) => event.preventDefault());
  }
  restore();
  show();
})();
