output "values" {
  description = "Values of charts/turnout, as YAML."
  value       = yamlencode(local.values)
}

output "manifests" {
  description = "What stands in the namespace before the chart does, as YAML for `kubectl apply`."
  value       = join("---\n", [for each in local.manifests : yamlencode(each)])
}
