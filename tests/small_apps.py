"""The smallest app descriptions, for tests to which it matters little what an app is."""

_COMPONENTS = """\
apiVersion: fairlead/v1
name: shop
image: registry.example.com/shop:1.42.0
components:
  web:
    type: web
    ports: {http: 8080}
    probes: {readiness: /readyz}
"""
MINIMAL = _COMPONENTS + "environments: {dev: {}, prod: {}}\n"
SCALED = _COMPONENTS + "environments:\n  dev: {}\n  prod: {components: {web: {replicas: 5}}}\n"
