using System.Globalization;
using System.Net.Http.Json;
using Prover.Circuits;
using Prover.Compute;
using Prover.EndToEnd.Tests.Cli;
using Prover.EndToEnd.Tests.Service;
using Prover.Groth16;
using Prover.Host.Catalog;
using Prover.Host.Doctor;
using Prover.Host.Service.Api;
using Prover.Rollup;
using Prover.Testing;
using Prover.Wire;
using Xunit;
using Xunit.Abstractions;

namespace Prover.EndToEnd.Tests.Doctor;

/// <summary>The forecast of memory against the service itself, as a process that proves full blocks.</summary>
public sealed class MemoryForecastTests(ITestOutputHelper output)
{
    /// <summary>How far the forecast may be from what a process comes to.</summary>
    private const double Tolerance = 0.15;

    [LinuxFact]
    public Task The_forecast_holds_for_the_smallest_blocks() => HoldAsync("tiny", 12);

    [LinuxTheory]
    [Trait("Tier", "long")]
    [InlineData("small", 12)]
    [InlineData("standard", 10)]
    [InlineData("demo", 10)]
    public Task The_forecast_holds_for_larger_blocks(string preset, int blocks) => HoldAsync(preset, blocks);

    private async Task HoldAsync(string preset, int blocks)
    {
        using TemporaryFolder keys = new();
        using TemporaryFolder store = new();
        (Bytes32 circuit, BlockCapacities capacities, long forecast) = MakeKey(preset, keys);
        using ServeRun run = ServeRun.Start(
            keys.Path, store.Path, "--set", $"Prover:Circuits=rollup-block/{preset}", "--devices", "auto");
        using HttpClient http = await run.ReadyAsync();
        byte[][] envelopes = [.. Blocks(capacities, circuit, blocks)];
        foreach ((int i, byte[] envelope) in envelopes.Index())
        {
            using HttpRequestMessage post = new(HttpMethod.Post, "/v1/blocks");
            post.Content = new ByteArrayContent(envelope);
            post.Headers.Add("Idempotency-Key", $"block-{i}");
            using HttpResponseMessage taken = await http.SendAsync(post);
            Assert.True(taken.IsSuccessStatusCode, await taken.Content.ReadAsStringAsync());
        }

        JobPage? proven = null;
        for (int i = 0; i < 600 && proven?.Jobs.Count != blocks; i++)
        {
            await Task.Delay(500);
            proven = await http.GetFromJsonAsync<JobPage>("/v1/jobs?stage=submit&limit=100", ApiJson.Options);
        }

        Assert.Equal(blocks, proven?.Jobs.Count);
        long peak = PeakOf(run.Id);
        output.WriteLine($"{preset}: forecast {forecast >> 20} MiB, VmHWM {peak >> 20} MiB,"
            + $" {(double)forecast / peak:0.000}");
        Assert.InRange((double)forecast / peak, 1 - Tolerance, 1 + Tolerance);
    }

    private static (Bytes32 Circuit, BlockCapacities Capacities, long Forecast) MakeKey(
        string preset, TemporaryFolder folder)
    {
        CircuitSource source = CircuitSource.Find("rollup-block", preset);
        CompiledCircuit compiled = source.Compile();
        Bytes32 circuit = new(compiled.Id);
        string file = folder.File($"{circuit.ToString()[2..]}.key");
        using IComputeDevice device = DeviceChoice.Choose(DeviceChoice.Auto, Devices.All).Device;
        _ = Setup.Development(compiled, file, device, new ComputeBudget(Environment.ProcessorCount));
        using ProvingKey key = ProvingKey.Open(file, verifyHashes: false);
        return (circuit, source.Capacities!, MemoryForecast.Of([key]).Peak);
    }

    /// <summary>A first block that fills the slots of L1, then blocks full of transfers.</summary>
    private static IEnumerable<byte[]> Blocks(BlockCapacities capacities, Bytes32 circuit, int count)
    {
        RollupScenario scenario = new(capacities, circuit);
        BlockBuilder first = scenario.NewBlock();
        int people = Math.Min(capacities.L1Slots, capacities.NewAccounts);
        for (int person = 0; person < people; person++)
        {
            Assert.True(first.Add(RollupScenario.Deposit(person, 0, 1_000_000)).Placed);
        }

        yield return Encoded(scenario.Seal(first));
        for (int block = 1; block < count; block++)
        {
            BlockBuilder next = scenario.NewBlock();
            for (int i = 0; i < capacities.Transfers; i++)
            {
                uint from = (uint)(i % people);
                SignedFields transfer = scenario.Transfer(from, (uint)((from + 1) % people), 5);
                Assert.True(next.Add(scenario.Sign(transfer), null).Placed);
            }

            yield return Encoded(scenario.Seal(next));
        }
    }

    private static byte[] Encoded(ExecutedBlock block) => BlockEnvelopeCodec.Encode(BlockEnvelope.Of(block));

    private static long PeakOf(int process)
    {
        string line = File.ReadLines($"/proc/{process}/status")
            .First(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
        string kib = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2];
        return long.Parse(kib, NumberStyles.None, CultureInfo.InvariantCulture) * 1024;
    }
}
