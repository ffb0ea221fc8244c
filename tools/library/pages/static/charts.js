// Draws the charts of a page with ECharts. A chart is <figure data-chart="KIND" data-source="ADDRESS">; its
// numbers come as JSON from the address, and the page shows the same numbers in a table. Without this script
// the tables are all there.
(() => {
  "use strict";
  const css = getComputedStyle(document.documentElement);
  const colour = (name) => css.getPropertyValue(name).trim();
  const heat = ["--heat0", "--heat1", "--heat2", "--heat3"].map(colour);
  const tx = colour("--tx"), tx2 = colour("--tx2"), tx3 = colour("--tx3"), ground = colour("--head");
  const font = getComputedStyle(document.body).fontFamily;
  const english = document.documentElement.lang === "en";
  const word = (zh, en) => (english ? en : zh);
  const percent = (share) => `${Math.round(share * 100)} %`;
  const label = { color: tx2, fontSize: 13, fontFamily: font };
  const tooltip = {
    renderMode: "richText", // HTML would need inline styles, which these pages forbid
    backgroundColor: colour("--chrome"), borderWidth: 0, padding: 8, confine: true,
    textStyle: { color: "#fff", fontSize: 13, fontFamily: font },
  };
  const plain = { animation: false, textStyle: { fontFamily: font, fontSize: 13 }, tooltip };

  // One cell per learner and step; the first step at the top, the best learner at the left.
  const drawHeat = (data, width) => {
    const cells = [];
    data.learners.forEach((learner, x) => learner.levels.forEach((level, y) => cells.push([x, y, level])));
    const narrow = width < 560;
    const titles = data.steps.map((step) => (narrow ? `${step.number}` : `${step.number}  ${step.title}`));
    const every = Math.max(1, Math.ceil(data.learners.length / 8));
    return {
      ...plain,
      grid: { left: narrow ? 28 : 190, right: 52, top: 4, bottom: 28 },
      xAxis: {
        type: "category", data: data.learners.map((_, k) => k + 1), axisTick: { show: false }, axisLine: { show: false },
        axisLabel: { ...label, color: tx3, interval: (k) => k === 0 || k === data.learners.length - 1 || ((k + 1) % every === 0 && data.learners.length - k > every / 2) },
      },
      yAxis: [
        { type: "category", inverse: true, data: titles, axisTick: { show: false }, axisLine: { show: false },
          axisLabel: { ...label, color: tx, width: narrow ? 24 : 176, overflow: "truncate", align: "left", margin: narrow ? 26 : 184, interval: 0 } },
        { type: "category", inverse: true, position: "right", data: data.steps.map((step) => percent(step.share)),
          axisTick: { show: false }, axisLine: { show: false }, axisLabel: { ...label, interval: 0 } },
      ],
      visualMap: {
        show: false, type: "piecewise", dimension: 2,
        pieces: heat.map((color, value) => ({ value, color })),
      },
      tooltip: {
        ...tooltip,
        formatter: ({ value: [x, y] }) => {
          const step = data.steps[y], learner = data.learners[x];
          return `${learner.name}  ${learner.score.toFixed(1)}\n${step.number} ${step.title}  ${learner.points[y].toFixed(1)}`;
        },
      },
      series: [{
        type: "heatmap", data: cells,
        label: { show: true, color: "#fff", fontSize: 13, formatter: ({ value }) => (value[2] === 3 ? "•" : "") },
        itemStyle: { borderColor: "#fff", borderWidth: 1 },
        emphasis: { itemStyle: { borderColor: colour("--acc"), borderWidth: 2 } },
      }],
    };
  };

  const drawDistribution = (data) => ({
    ...plain,
    grid: { left: 8, right: 8, top: 24, bottom: 24, containLabel: false },
    xAxis: {
      type: "category", data: data.distribution.map((_, k) => k * 10), axisTick: { show: false },
      axisLine: { lineStyle: { color: colour("--line2") } }, axisLabel: { ...label, color: tx3, interval: 0 },
    },
    yAxis: { show: false },
    tooltip: { ...tooltip, formatter: ({ dataIndex: k, value }) => `${k * 10}–${k * 10 + 10} %  ${word(`${value} 人`, `${value}`)}` },
    series: [{
      type: "bar", barCategoryGap: "12%",
      data: data.distribution.map((value, k) => ({ value, itemStyle: { color: k < 6 ? "#A9B3B9" : heat[2] } })),
      label: { show: true, position: "top", ...label, formatter: ({ value }) => value || "" },
      markLine: {
        silent: true, symbol: "none", lineStyle: { color: tx2, type: [3, 3] },
        label: { formatter: word("及格 60", "pass 60"), ...label, position: "insideEndTop", rotate: 0, distance: [6, -14] },
        data: [{ xAxis: 5.5 }],
      },
    }],
  });

  // Where learners lose points, step by step.
  const drawUse = (data, width, figure) => {
    const steps = data[Number(figure.dataset.index)].steps;
    return {
      ...plain,
      grid: { left: 150, right: 46, top: 4, bottom: 4 },
      xAxis: { type: "value", min: 0, max: 1, show: false },
      yAxis: {
        type: "category", inverse: true, data: steps.map((step) => step.title), axisTick: { show: false }, axisLine: { show: false },
        axisLabel: { ...label, color: tx, width: 138, overflow: "truncate", align: "left", margin: 146, interval: 0 },
      },
      tooltip: { ...tooltip, formatter: ({ dataIndex: k }) => `${steps[k].title}\n${word("失分的人", "lost points")} ${percent(steps[k].losers)}\n${word("得分率", "points earned")} ${percent(steps[k].share)}` },
      series: [{
        type: "bar", data: steps.map((step) => step.losers), barWidth: 12, showBackground: true, backgroundStyle: { color: ground },
        itemStyle: { color: ({ value }) => (value > 0.5 ? heat[3] : heat[2]) },
        label: { show: true, position: "right", ...label, formatter: ({ value }) => percent(value) },
      }],
    };
  };

  const drawMonths = (data) => ({
    ...plain,
    legend: { top: 0, left: 0, itemWidth: 14, itemHeight: 10, textStyle: label, selectedMode: false },
    grid: { left: 44, right: 12, top: 34, bottom: 26 },
    xAxis: {
      type: "category", data: data.months.map((month) => month.month), axisTick: { show: false },
      axisLine: { lineStyle: { color: colour("--line2") } }, axisLabel: { ...label, color: tx3, formatter: (month) => month.slice(2) },
    },
    yAxis: { type: "value", minInterval: 1, splitLine: { lineStyle: { color: "#D9DEE1" } }, axisLabel: { ...label, color: tx3 } },
    tooltip: { ...tooltip, trigger: "axis", axisPointer: { type: "shadow" } },
    series: [
      { name: word("练习次数", "Attempts"), type: "bar", barMaxWidth: 28, itemStyle: { color: heat[2] }, data: data.months.map((month) => month.attempts) },
      { name: word("学员", "Learners"), type: "line", symbolSize: 7, lineStyle: { color: heat[3] }, itemStyle: { color: heat[3] }, data: data.months.map((month) => month.learners) },
    ],
  });

  const kinds = { heat: drawHeat, distribution: drawDistribution, use: drawUse, months: drawMonths };

  const answers = new Map(); // several charts of a page may share one address
  const fetchNumbers = (address) => {
    if (!answers.has(address)) {
      answers.set(address, fetch(address, { headers: { Accept: "application/json" } }).then((answer) => {
        if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
        return answer.json();
      }));
    }
    return answers.get(address);
  };

  const show = async (figure) => {
    const data = await fetchNumbers(figure.dataset.source);
    if (figure.dataset.chart === "use") figure.classList.add(`rows-${Math.min(40, data[Number(figure.dataset.index)].steps.length)}`);
    const chart = echarts.init(figure, null, { renderer: "canvas" });
    const draw = () => chart.setOption(kinds[figure.dataset.chart](data, figure.clientWidth, figure), true);
    draw();
    figure.dataset.drawn = "yes";
    if (figure.dataset.chart === "heat") chart.on("click", ({ value }) => { location.href = data.learners[value[0]].address; });
    new ResizeObserver(() => { chart.resize(); draw(); }).observe(figure);
    window.addEventListener("beforeprint", () => chart.resize());
  };

  document.querySelectorAll("[data-chart]").forEach((figure) => show(figure).catch((problem) => {
    figure.textContent = word("图没有画出来，见数据表。", "The chart could not be drawn, see the table.");
    figure.classList.add("small");
    console.error(problem);
  }));
  // Paper unfolds nothing: what belongs to the report is opened before, and closed again after.
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details[data-paper]:not([open])")];
    for (const details of opened) details.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
    opened = [];
  });
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
})();
