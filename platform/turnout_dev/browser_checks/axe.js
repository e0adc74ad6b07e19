// Run axe-core, which stands on the page already; a selected part may be left out.
async ([tags, without]) => {
  const where = without ? { exclude: [[without]] } : document;
  const found = await axe.run(where, {
    runOnly: { type: "tag", values: tags }, resultTypes: ["violations"], iframes: false,
  });
  return found.violations.map((each) => ({
    id: each.id, impact: each.impact, help: each.help,
    nodes: each.nodes.map((node) => ({
      target: node.target.join(" "), html: node.html, why: node.failureSummary,
    })),
  }));
}
