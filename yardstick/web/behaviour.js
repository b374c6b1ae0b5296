// What Streamlit leaves to us: links inside the product open without loading it again, a bare R
// does not rerun the page under somebody who meant something else (WCAG 2.1.4), and a chart that
// is wider than a phone can be scrolled by keyboard (WCAG 2.1.1). Copying a link is here too.
document.addEventListener("click", (event) => {
  const link = event.target.closest('[data-testid="stHtml"] a[href^="/"]');
  const plain = !(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (!link || !plain || /^\/(download|session)\//.test(link.getAttribute("href"))) return;
  event.preventDefault();
  history.pushState({}, "", link.href);
  // Streamlit listens for Back and Forward, and opens what then stands in the address.
  window.dispatchEvent(new PopStateEvent("popstate"));
  document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
});
document.addEventListener("click", async (event) => {
  const share = event.target.closest(".ys-share");
  document.querySelectorAll(".ys-share[open]").forEach((open) => {
    if (open !== share) open.open = false;
  });
  if (!share || !event.target.closest("button")) return;
  const said = share.querySelector(".ys-copied");
  try {
    await navigator.clipboard.writeText(share.querySelector("code").textContent);
    said.textContent = "Copied.";
  } catch {
    said.textContent = "Your browser does not let us copy: select the link and copy it.";
  }
});
document.addEventListener(
  "keydown",
  (event) => {
    if (event.key === "Escape") document.querySelector(".ys-share[open]")?.removeAttribute("open");
    const typing = event.target.closest("input, textarea, [contenteditable]");
    const bare = !(event.ctrlKey || event.metaKey || event.altKey);
    if (bare && !typing && /^[rc]$/i.test(event.key)) event.stopImmediatePropagation();
  },
  true,
);
const reach = () =>
  document.querySelectorAll('[class*="st-key-chart_"]:not([tabindex])').forEach((chart) => {
    if (chart.scrollWidth <= chart.clientWidth) return;
    chart.tabIndex = 0;
    chart.setAttribute("role", "region");
    chart.setAttribute("aria-label", "Chart");
    // The newest figure, and the names at the ends of the lines, are on the right.
    if (chart.matches(".st-key-chart_trend, .st-key-chart_education")) chart.scrollLeft = chart.scrollWidth;
  });
new MutationObserver(reach).observe(document.body, { childList: true, subtree: true });
