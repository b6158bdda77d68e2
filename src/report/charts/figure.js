"use strict";
(function () {
  var shown = document.createElement("div");
  shown.className = "chart-tip"; shown.hidden = true; document.body.appendChild(shown);
  var hide = function () { shown.hidden = true; };
  var show = function (text, x, y) {
    shown.textContent = text; shown.hidden = false;
    var box = shown.getBoundingClientRect();
    shown.style.left = Math.max(4, Math.min(x + 12, window.innerWidth - box.width - 4)) + "px";
    shown.style.top = (y + 16 + box.height > window.innerHeight ? Math.max(4, y - box.height - 10) : y + 16) + "px";
  };
  document.addEventListener("keydown", function (event) { if (event.key === "Escape") { hide(); } });
  document.addEventListener("scroll", hide, { passive: true });
  document.querySelectorAll("svg.chart").forEach(function (chart) {
    chart.querySelectorAll("g.tip").forEach(function (mark) {
      var title = mark.querySelector("title"), text = title.textContent;
      title.remove();
      var at = function (event) { show(text, event.clientX, event.clientY); };
      mark.addEventListener("pointermove", at); mark.addEventListener("pointerdown", at);
      mark.addEventListener("pointerleave", hide);
    });
    var entries = Array.from(chart.querySelectorAll("[data-pick]")), picked = null;
    var isolate = function (which) {
      picked = which === picked ? null : which;
      chart.querySelectorAll("[data-s],[data-pick]").forEach(function (mark) {
        var own = mark.getAttribute("data-s") || mark.getAttribute("data-pick");
        mark.classList.toggle("faded", picked !== null && own !== picked);
      });
      entries.forEach(function (entry) { entry.setAttribute("aria-pressed", String(entry.getAttribute("data-pick") === picked)); });
    };
    if (entries.length > 1) { chart.setAttribute("role", "group"); } else { return; }
    entries.forEach(function (entry) {
      var which = entry.getAttribute("data-pick"), texts = Array.from(entry.querySelectorAll("text"));
      entry.setAttribute("role", "button"); entry.setAttribute("tabindex", "0"); entry.setAttribute("aria-pressed", "false");
      entry.setAttribute("aria-label", texts.map(function (text) { return text.textContent; }).join(" ") + ": show alone");
      entry.addEventListener("click", function () { isolate(which); });
      entry.addEventListener("keydown", function (event) {
        if (event.key === "Enter" || event.key === " ") { event.preventDefault(); isolate(which); }
        if (event.key === "Escape" && picked !== null) { isolate(picked); }
      });
    });
  });
})();
