import js from "@eslint/js";
import { createNodeResolver, importX } from "eslint-plugin-import-x";
import jsxA11y from "eslint-plugin-jsx-a11y";
import reactHooks from "eslint-plugin-react-hooks";
import globals from "globals";
import tseslint from "typescript-eslint";

const SOURCE = ["ts", "tsx"];

/**
 * The layers of the app, lowest first. A file may import from its own layer and from lower ones. `except` names the
 * files of `app` that every layer may import. The rule also covers imports of types, which `no-cycle` ignores.
 */
const floors = [
  { target: "src/i18n", from: ["src/api", "src/components", "src/features"], except: [] },
  { target: "src/i18n", from: ["src/app"], except: ["device.ts"] },
  { target: "src/api", from: ["src/app", "src/components", "src/features"], except: [] },
  { target: "src/components", from: ["src/features"], except: [] },
  { target: "src/components", from: ["src/app"], except: ["messages.ts", "NotFoundPage.tsx"] },
].flatMap(({ target, from, except }) =>
  from.map((floor) => ({
    target: SOURCE.map((ending) => `./${target}/**/!(*.test).${ending}`),
    from: `./${floor}`,
    except: except.map((file) => `./${file}`),
  })),
);

/** `openapi-typescript` writes it. No rule applies, so a check of changed files may name it without a warning. */
const generated = ["src/api/schema.ts"];

export default tseslint.config(
  { ignores: ["dist", "node_modules"] },
  { files: generated, languageOptions: { parser: tseslint.parser } },
  { ...js.configs.recommended, ignores: generated },
  {
    files: ["**/*.{ts,tsx}"],
    ignores: generated,
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ["src/**/*.{ts,tsx}"],
    ignores: generated,
    plugins: { "import-x": importX },
    settings: {
      ...importX.flatConfigs.typescript.settings,
      "import-x/resolver-next": [createNodeResolver({ extensions: SOURCE.map((ending) => `.${ending}`) })],
    },
    rules: {
      "import-x/no-cycle": ["error", { ignoreExternal: true }],
      "import-x/no-restricted-paths": ["error", { zones: floors, basePath: import.meta.dirname }],
    },
  },
  { files: ["src/**/*.tsx"], ...jsxA11y.flatConfigs.strict },
  { files: ["src/**/*.{ts,tsx}"], ignores: generated, extends: [reactHooks.configs.flat["recommended-latest"]] },
  { files: ["src/boot.js"], languageOptions: { globals: globals.browser, sourceType: "script" } },
  { files: ["scripts/**", "*.config.js"], languageOptions: { globals: globals.node } },
);
