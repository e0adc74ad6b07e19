output "values" {
  description = "Values of the chart."
  value       = module.chart_values.values
}
