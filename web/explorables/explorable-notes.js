/** The eight rows of the notes, their classes, and the weights that the notes' log began with. */

export const ROWS = [
  [1, 2, 1, 1],
  [2, 1, 3, 2],
  [3, 1, 3, 4],
  [4, 1, 5, 5],
  [1, 7, 5, 5],
  [1, 2, 5, 6],
  [1, 6, 6, 6],
  [1, 7, 7, 7],
];
export const TARGETS = [2, 2, 2, 1, 1, 1, 0, 0];

/** For each class the weights of the four features, and the bias. */
export const START = [
  [0.147539079, -0.161070108, -0.245348096, -0.436076522, -0.284144461],
  [0.420723438, -0.0947200656, 0.100927532, 0.0184955597, -0.212453306],
  [-0.318633556, 0.2815907, 0.280209363, 0.0251799822, 0.00688552856],
];
