/// <reference types="vite/client" />
declare module "swagger-ui-dist/swagger-ui-es-bundle.js" {
  interface SwaggerUi {
    (options: Record<string, unknown>): unknown;
  }
  const SwaggerUIBundle: SwaggerUi;
  export default SwaggerUIBundle;
}
