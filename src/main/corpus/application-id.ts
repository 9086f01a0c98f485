/** `OOPS`: SQLite's `application_id` in the header of every corpus file, by which others tell it without opening it. */
export const corpusApplicationId = 0x4f4f5053
