// What web/pack.mjs writes into the scripts.
declare const PACKED: Record<"standard" | "numpy" | "site" | "figures" | "wasm", { name: string; bytes: number; sha256: string }>;
declare const VERSION: string;
declare const PYODIDE_INFO: unknown;
declare const MEGABYTES: number;
