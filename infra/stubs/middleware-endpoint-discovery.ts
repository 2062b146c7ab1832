/** Stands in for DynamoDB's discovery of endpoints, which no region of AWS needs, and its cache of them. */
export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
  environmentVariableSelector: () => undefined,
  configFileSelector: () => undefined,
  default: undefined,
};
export const resolveEndpointDiscoveryConfig = <T>(config: T): T => config;
