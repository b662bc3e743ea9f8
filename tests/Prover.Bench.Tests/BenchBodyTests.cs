using System.Diagnostics;
using System.Reflection;
using BenchmarkDotNet.Attributes;
using Prover.Testing;
using Xunit;

namespace Prover.Bench.Tests;

/// <summary>The benches of bench/ still do what they measure: each body runs once, without a clock.</summary>
public sealed class BenchBodyTests
{
    public static TheoryData<string> Classes =>
        [.. typeof(FieldBenches).Assembly.GetTypes().Where(type => Bodies(type).Any()).Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Classes))]
    public void Every_bench_body_runs(string name)
    {
        Type type = typeof(FieldBenches).Assembly.GetType($"Prover.Bench.{name}", throwOnError: true)!;
        object bench = Activator.CreateInstance(type)!;
        foreach (PropertyInfo property in type.GetProperties())
        {
            // The first value is the smallest.
            object?[]? values = property.GetCustomAttribute<ParamsAttribute>()?.Values;
            if (values is not null)
            {
                property.SetValue(bench, values[0]);
            }
        }

        Call<GlobalSetupAttribute>(bench);
        Assert.All(Bodies(type), body => body.Invoke(bench, BindingFlags.DoNotWrapExceptions, null, null, null));
        Call<GlobalCleanupAttribute>(bench);
    }

    [Fact]
    public void Every_category_has_benches()
    {
        IEnumerable<string> categories = typeof(FieldBenches).Assembly.GetTypes()
            .SelectMany(type => type.GetCustomAttributes<BenchmarkCategoryAttribute>())
            .SelectMany(attribute => attribute.Categories);
        Assert.Equal(["Field", "MSM", "NTT", "Witness"], categories.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("--levels managed-scalar --filter *", "--filter *")]
    [InlineData("--job short --list flat", "--list flat")]
    public void Our_options_are_taken_out_of_the_command_line(string args, string rest)
    {
        string[] words = args.Split(' ');
        Assert.True(BenchConfig.TryParse(words, out BenchConfig? config, out string[] left, out string fault));
        Assert.Equal((rest, ""), (string.Join(' ', left), fault));
        Assert.NotEmpty(config.Levels);
        Assert.Contains(BenchLevel.All.Single(level => level.Name == "managed-scalar"), config.Levels);
    }

    [Theory]
    [InlineData("--levels sse9", "sse9")]
    [InlineData("--job eternal", "eternal")]
    public void Levels_and_lengths_that_do_not_exist_are_refused(string args, string says)
    {
        Assert.False(BenchConfig.TryParse(args.Split(' '), out _, out _, out string fault));
        Assert.Contains(says, fault, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Tier", "long")]
    public async Task The_bench_program_builds_and_runs_its_jobs()
    {
        string folder = Directory.CreateTempSubdirectory("prover-test-").FullName;
        string program = Path.Combine(AppContext.BaseDirectory, "Prover.Bench.dll");
        string[] arguments =
            ["--levels", "managed", "--job", "dry", "--filter", "*FieldBenches.Invert*", "--artifacts", folder];
        ProcessStartInfo info = new("dotnet", [program, .. arguments])
        {
            WorkingDirectory = RepositoryRoot.Path,
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(info)!;
        string output = await process.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromMinutes(10));
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output);
        Assert.Contains("executed benchmarks: 1", output, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    private static IEnumerable<MethodInfo> Bodies(Type type)
    {
        return type.GetMethods().Where(method => method.GetCustomAttribute<BenchmarkAttribute>() is not null);
    }

    private static void Call<TAttribute>(object bench)
        where TAttribute : Attribute
    {
        bench.GetType().GetMethods().Single(method => method.GetCustomAttribute<TAttribute>() is not null)
            .Invoke(bench, BindingFlags.DoNotWrapExceptions, null, null, null);
    }
}
