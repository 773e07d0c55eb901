import { fieldRules, mask, type FieldRule, type Role } from '@cashflowsmart/sdk/contract';
import { z } from 'zod';

/** Turns an answer into what a role may see of it. */
export type ShowFields = (value: unknown, role: Role) => unknown;

/**
 * What the rules for fields make of answers of this schema, or `undefined` where none of them is about it, which is most of
 * them. Looked up once, when an operation is mounted.
 * @throws {Error} where a rule is about a schema within a kind that this does not walk through: better no start than a field too many.
 */
export function shownFields(schema: z.ZodType | undefined): ShowFields | undefined {
  if (schema instanceof z.ZodObject) return ofObject(schema);
  if (schema instanceof z.ZodArray) return ofArray(shownFields(schema.element as z.ZodType));
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) return ofMaybe(shownFields(schema.unwrap() as z.ZodType));
  if (schema instanceof z.ZodUnion && schema.options.some((option) => shownFields(option as z.ZodType))) throw new Error('A rule for fields is about a schema within a union.');
  return undefined;
}

function ofObject(schema: z.ZodObject): ShowFields | undefined {
  const rules = fieldRules[schema.meta()?.id ?? ''] ?? {};
  const inner = new Map(Object.entries(schema.shape as Readonly<Record<string, z.ZodType>>).flatMap(([name, field]) => {
    const show = shownFields(field);
    return show ? [[name, show] as const] : [];
  }));
  if (Object.keys(rules).length === 0 && inner.size === 0) return undefined;
  return (value, role) => Object.fromEntries(Object.entries(value as Readonly<Record<string, unknown>>).map(([name, field]) => {
    const rule = Object.hasOwn(rules, name) ? rules[name]?.[role] : undefined;
    return [name, rule ? ruled(rule, field) : (inner.get(name)?.(field, role) ?? field)];
  }));
}

function ofArray(show: ShowFields | undefined): ShowFields | undefined {
  return show && ((value, role) => (value as readonly unknown[]).map((item) => show(item, role)));
}

function ofMaybe(show: ShowFields | undefined): ShowFields | undefined {
  return show && ((value, role) => (value === null || value === undefined ? value : show(value, role)));
}

function ruled(rule: FieldRule, value: unknown): unknown {
  return rule === 'masked' && typeof value === 'string' ? mask(value) : null;
}
