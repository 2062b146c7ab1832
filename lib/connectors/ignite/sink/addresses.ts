import { readFile } from 'node:fs/promises';
import { asError, ConfigError } from '../../../connect/errors.ts';
import type { Address } from '../client/client.ts';
import type { IgniteSinkConfig } from './config.ts';

const DEFAULT_PORT = 10_800;

const parse = (text: string, port: number): Address => {
  const [, host = '', own] = /^(\[[^\]]+\]|[^:]+)(?::(\d+)(?:\.\.\d+)?)?$/.exec(text) ?? [];
  return { host: host.replace(/^\[(.*)\]$/, '$1'), port: own === undefined ? port : Number(own) };
};

const textOf = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new ConfigError(
      `Invalid value ${file} for configuration igniteCfg: ${asError(error).message}. Set ignite.addresses instead, to the nodes as host:port`,
    );
  }
};

/** The part of a property's value, with its inner elements. */
const propertyOf = (xml: string, name: string): string => {
  const [, rest = ''] = xml.split(new RegExp(`<property\\s+name=["']${name}["']`), 2);
  return rest;
};

/** The hosts of the discovery, with the port of the connectors for thin clients. */
const addressesOfXml = (xml: string): readonly Address[] => {
  const plain = xml.replace(/<!--.*?-->/gs, '');
  const [list = ''] = propertyOf(plain, 'addresses').split('</property>', 1);
  const [connector = ''] = propertyOf(plain, 'clientConnectorConfiguration').split('</bean>', 1);
  const [, port] = /<property\s+name=["']port["']\s+value=["'](\d+)["']/.exec(connector) ?? [];
  const hosts = [...list.matchAll(/<value>\s*([^<\s]+)\s*<\/value>/g)].map(([, text = '']) => parse(text, 0).host);
  return [...new Set(hosts)].map((host) => ({ host, port: Number(port ?? DEFAULT_PORT) }));
};

/** Where the nodes are. @throws ConfigError when neither key says so. */
export const addressesOf = async (config: IgniteSinkConfig): Promise<readonly Address[]> => {
  const given = config['ignite.addresses'];
  if (given.length > 0) return given.map((text) => parse(text, DEFAULT_PORT));
  const { igniteCfg } = config;
  const addresses = addressesOfXml(igniteCfg.includes('<') ? igniteCfg : await textOf(igniteCfg));
  if (addresses.length === 0)
    throw new ConfigError(
      'igniteCfg names no nodes: a TcpDiscoveryVmIpFinder with addresses is what is read of it. Set ignite.addresses to the nodes as host:port',
    );
  return addresses;
};
