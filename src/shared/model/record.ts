import { z } from 'zod'

/** A readonly object schema: all data that crosses the protocol is made of these. */
export const record = <Shape extends z.ZodRawShape>(shape: Shape): z.ZodReadonly<z.ZodObject<Shape>> =>
  z.object(shape).readonly()

/** A readonly array schema. */
export const list = <Item extends z.ZodType>(item: Item): z.ZodReadonly<z.ZodArray<Item>> => z.array(item).readonly()
