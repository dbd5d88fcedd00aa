// Moves the real page through time as a reader does, with the arrow key, and tells what each step costs its main thread.

/**
 * Milliseconds of each step: `script` is the time from the key to the end of the frame's own work, `cpu` all of the main
 * thread's CPU until the step is drawn, with the asking itself.
 */
export async function stepTimes(page, steps, key = "ArrowRight") {
  const devtools = await page.context().newCDPSession(page);
  // CPU of the thread, not time on the clock: other programs of the machine do not count.
  await devtools.send("Performance.setTimeDomain", { timeDomain: "threadTicks" });
  await devtools.send("Performance.enable");
  const spent = async () => {
    const { metrics } = await devtools.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "TaskDuration").value * 1000;
  };
  const script = [];
  const cpu = [];
  for (let step = 0; step < steps; step++) {
    const before = await spent();
    script.push(await page.evaluate(stepOnce, key));
    cpu.push((await spent()) - before);
  }
  await devtools.detach();
  return { script, cpu };
}

export function quantile(numbers, share) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

async function stepOnce(key) {
  const frame = () => new Promise((resolve) => requestAnimationFrame(() => resolve(performance.now())));
  const opened = frame();
  const start = performance.now();
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  const sync = performance.now() - start;
  const closed = frame();
  const spent = sync + Math.max(0, (await closed) - (await opened));
  await frame();
  return spent;
}
