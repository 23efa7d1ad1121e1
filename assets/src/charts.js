// Charts: only the kinds that the office draws, on canvas (the security policy allows no inline styles).
import { BarChart, LineChart, PieChart, SankeyChart } from "echarts/charts";
import { AriaComponent, DatasetComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import * as echarts from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

echarts.use([
  BarChart, LineChart, PieChart, SankeyChart,
  AriaComponent, DatasetComponent, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent,
  CanvasRenderer,
]);

const drawn = new Map();

function colour(name, fallback) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim() || fallback;
}

// Labels of an axis in the page's language; the library knows English only.
function speak(axis, type, formatter) {
  if (axis?.type === type) axis.axisLabel = { hideOverlap: true, formatter, ...axis.axisLabel };
}

function draw(place) {
  const source = document.getElementById(place.dataset.chart);
  if (!source || drawn.has(place)) return;
  const option = JSON.parse(source.textContent);
  const tongue = document.documentElement.lang;
  const figures = new Intl.NumberFormat(tongue);
  const months = new Intl.DateTimeFormat(tongue, { month: "short", year: "numeric" });
  speak(option.yAxis, "value", (n) => figures.format(n));
  speak(option.xAxis, "value", (n) => figures.format(n));
  speak(option.xAxis, "time", (moment) => months.format(moment));
  const chart = echarts.init(place, null, { renderer: "canvas" });
  chart.setOption({
    animation: false,
    color: [colour("--tblr-primary", "#0f5c7a"), "#f5a524", "#4f9d69", "#9d1c1c", "#6b5b95", "#46535d"],
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    grid: { left: 8, right: 12, top: 36, bottom: 8, containLabel: true },
    aria: { enabled: true, decal: { show: true } },
    ...option,
    // Rich text: a tooltip made of HTML would carry inline styles.
    tooltip: { trigger: "axis", renderMode: "richText", valueFormatter: (n) => figures.format(n), ...option.tooltip },
  });
  drawn.set(place, chart);
}

function drawAll() {
  for (const [place, chart] of drawn) {
    if (!place.isConnected) {
      chart.dispose();
      drawn.delete(place);
    }
  }
  document.querySelectorAll("[data-chart]").forEach(draw);
}

document.addEventListener("DOMContentLoaded", drawAll);
document.addEventListener("htmx:afterSettle", drawAll);
addEventListener("resize", () => drawn.forEach((chart) => chart.resize()));
if (document.readyState !== "loading") drawAll();
