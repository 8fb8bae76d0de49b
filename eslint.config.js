// What the scripts are held to besides their types: see jsconfig.json.
import js from "@eslint/js";
import globals from "globals";

const lines = { skipBlankLines: true, skipComments: true };

// Scripts that are joined have one scope: what one of them calls like something of the browser's hides it from all.
const taken = Object.keys({ ...globals.builtin, ...globals.browser });
const theBrowsers = `[id.name=/^(${taken.join("|")})$/]`;
const declared = ["FunctionDeclaration", "ClassDeclaration", "VariableDeclaration > VariableDeclarator"];
const hidden = ["Program", "Program > ExportNamedDeclaration"].flatMap((outer) =>
  declared.map((inner) => ({
    selector: `${outer} > ${inner}${theBrowsers}`, message: "The browser has something of this name.",
  })));

export default [
  { ignores: [".venv/", "node_modules/", "dist/"] },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "eqeqeq": "error",
      "max-len": ["error", 120],
      "max-lines": ["error", { max: 150, ...lines }],
      "max-lines-per-function": ["error", { max: 30, ...lines }],
      "no-unused-expressions": ["error", { allowShortCircuit: true }],
      "no-var": "error",
      "object-shorthand": "error",
      "one-var": ["error", "never"], // ui/sources.py reads one name from each declaration
      "prefer-const": "error",
      "prefer-template": "error",
      "sort-imports": ["error", { ignoreDeclarationSort: true }],
    },
  },
  {
    files: ["ui/js/**"],
    languageOptions: { globals: globals.browser },
    rules: { "no-restricted-syntax": ["error", ...hidden] },
  },
  {
    files: ["static/**"],
    languageOptions: {
      globals: { ...globals.browser, ...globals.nodeBuiltin, VERSION: false, FILES: false, PAGES: false },
    },
  },
  { files: ["tests/js/**"], languageOptions: { globals: globals.nodeBuiltin } },
];
