export interface DefineOptions {
  /** First part of every tag. Default `cash-flow`, as in `cash-flow-chart`. */
  readonly prefix?: string;
  /** Where they are registered. Default: the page's own registry. */
  readonly registry?: CustomElementRegistry;
}

/**
 * Registers classes as `<prefix-name>`. A name that is taken stays as it is, so that two copies of the
 * library can meet on a page; a class that is registered under another prefix is registered once more by a subclass.
 */
export function registerElements(classes: Readonly<Record<string, CustomElementConstructor>>, options: DefineOptions = {}): void {
  const { prefix = 'cash-flow', registry = customElements } = options;
  for (const [name, ElementClass] of Object.entries(classes)) {
    const tag = `${prefix}-${name}`;
    if (registry.get(tag)) continue;
    registry.define(tag, registry.getName(ElementClass) === null ? ElementClass : class extends ElementClass {});
  }
}
