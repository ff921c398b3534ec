// Dates as the server and the browser's own fields write them, by the clock of this device.

const pad = (number) => String(number).padStart(2, "0");

/** 2026-09-01 */
export const day_of = (date) => `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;

/** 22:05 */
export const clock_of = (date) => `${pad(date.getHours())}:${pad(date.getMinutes())}`;

/** 2026-09-01T22:05 */
export const minute_of = (date) => `${day_of(date)}T${clock_of(date)}`;
