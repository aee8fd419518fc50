/** One day with every account, as all that draws is given it. */

/**
 * Everything that one day shows: each account's figure in force, its claim and its age.
 * @param {KurskState} state
 * @param {KurskModel} model
 * @returns {KurskFrame}
 */
export function composeFrame(state, model) {
  const { steps, indexAt } = model.axes[state.clock];
  const stepIndex = indexAt(state.day);
  const step = stepIndex < 0 ? null : steps[stepIndex];
  const entries = model.payload.accounts.map((/** @type {any} */ account) => {
    const figure = step ? step.figures[model.keyOf(account.id, state.mapper)] || null : null;
    return {
      account,
      visible: state.accounts.includes(account.id),
      figure,
      claim: figure ? model.payload.claims[figure.claim] || null : null,
      point: figure ? model.points.get(figure.claim) || null : null,
      age: figure ? state.day - model.rawDayOf(figure.since) : 0,
    };
  });
  return { day: state.day, date: model.isoOf(state.day), step, stepIndex, steps: steps.length, entries, state };
}
