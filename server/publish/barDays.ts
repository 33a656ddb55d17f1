/** The days that the bars of a component show. */
export const barDays = 90;
