using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using Prover.Bench;

return BenchConfig.TryParse(args, out BenchConfig? config, out string[] rest, out string fault)
    ? Run(config, rest)
    : Refuse(fault);

static int Run(BenchConfig config, string[] rest)
{
    BenchmarkSwitcher all = BenchmarkSwitcher.FromAssembly(typeof(BenchConfig).Assembly);
    IEnumerable<Summary> summaries = all.Run(rest, config.ToBenchmarkDotNet());
    return summaries.Any(one => one.HasCriticalValidationErrors || one.Reports.Any(report => !report.Success)) ? 1 : 0;
}

static int Refuse(string fault)
{
    Console.Error.WriteLine($"bench: {fault}");
    return 1;
}
