"use strict";
document.querySelectorAll("table.sortable").forEach(function (table) {
  var copy = document.createElement("button");
  copy.type = "button"; copy.className = "copy"; copy.textContent = "Copy table";
  copy.addEventListener("click", function () {
    var text = Array.from(table.rows).map(function (row) {
      return Array.from(row.cells).map(function (cell) { return cell.textContent.trim(); }).join("\t");
    }).join("\n");
    if (navigator.clipboard) { navigator.clipboard.writeText(text).then(function () { copy.textContent = "Copied"; }); }
  });
  table.caption.appendChild(copy);
  Array.from(table.tHead.rows[0].cells).forEach(function (head, column) {
    var button = document.createElement("button"), up = true;
    button.type = "button"; button.textContent = head.textContent; head.textContent = ""; head.appendChild(button);
    button.addEventListener("click", function () {
      var rows = Array.from(table.tBodies[0].rows), key = function (row) {
        var cell = row.cells[column], value = cell.getAttribute("data-v");
        return value === null ? cell.textContent : (value === "" ? -Infinity : Number(value));
      };
      rows.sort(function (a, b) { var x = key(a), y = key(b); return (x > y ? 1 : x < y ? -1 : 0) * (up ? 1 : -1); });
      rows.forEach(function (row) { table.tBodies[0].appendChild(row); });
      head.setAttribute("aria-sort", up ? "ascending" : "descending"); up = !up;
    });
  });
});
