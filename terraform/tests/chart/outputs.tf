output "values" {
  description = "Values of the chart."
  value       = module.chart_values.values
}

output "manifests" {
  description = "What stands in the namespace before the chart does."
  value       = module.chart_values.manifests
}
