using System.Diagnostics;
using System.Net;
using Prover.EndToEnd.Tests.Cli;
using Prover.EndToEnd.Tests.Service;
using Prover.Host.Cli;
using Xunit;

namespace Prover.EndToEnd.Tests.Faults;

/// <summary>The program on a disk that is full and has room again.</summary>
[Collection(FaultTests.Name)]
public sealed class FullDiskTests(FaultFixture fixture)
{
    [SmallDiskFact]
    public async Task On_a_full_disk_blocks_are_refused_none_is_lost_and_all_become_final_when_there_is_room()
    {
        await fixture.RewindAsync();
        using TemporaryFolder folder = new();
        string disk = folder.File("disk");
        _ = Directory.CreateDirectory(disk);
        string settings = FaultSettings.Write(folder.File("settings.json"), fixture, Path.Combine(disk, "store"));
        using ServeRun run = ServeRun.On(SmallDiskFactAttribute.Start(disk, "2m", settings));
        using HttpClient http = await run.ReadyAsync();
        string ballast = $"/proc/{run.Id}/root{disk}/ballast";

        Assert.Equal(HttpStatusCode.Accepted, (await PublishAsync(http, 0)).Status);
        Fill(ballast);
        (HttpStatusCode status, string says) = await PublishAsync(http, 1);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("\"store\"", says, StringComparison.Ordinal);

        // The proof of the first block has nowhere to go meanwhile.
        await Task.Delay(TimeSpan.FromSeconds(3));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await PublishAsync(http, 1)).Status);
        File.Delete(ballast);
        Uri door = http.BaseAddress!;
        await FaultNode.FollowAsync(door, await FaultNode.PublishAsync(door, fixture.Envelopes.Take(3)));
        await fixture.AssertOnL1Async(3);
        run.Signal("TERM");
        Assert.Equal(ExitCode.Ok, await run.EndAsync(TimeSpan.FromMinutes(1)));
        Assert.Contains("full", run.Log, StringComparison.OrdinalIgnoreCase);
    }

    private async Task<(HttpStatusCode Status, string Says)> PublishAsync(HttpClient http, int block)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/v1/blocks")
        {
            Content = new ByteArrayContent(fixture.Envelopes[block]),
        };
        request.Headers.Add("Idempotency-Key", $"block-{block + 1}");
        using HttpResponseMessage answer = await http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static void Fill(string file)
    {
        using FileStream ballast = new(file, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        int size = 1 << 16;
        while (size > 0)
        {
            try
            {
                ballast.Write(new byte[size]);
            }
            catch (IOException)
            {
                size /= 2;
            }
        }
    }
}

/// <summary>A test that gives a process a small disk of its own: Linux, and somebody who may mount.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute()
    {
        Skip = !Demo.DemoFixture.HasNode ? new Demo.NodeFactAttribute().Skip
            : !MayMount() ? "needs to mount a file system of its own (unshare -rm)"
            : null;
    }

    /// <summary>Starts the program with settings and a disk of so many bytes in memory.</summary>
    internal static Process Start(string disk, string size, string settings) => ProgramRun.Start(
        ["serve", "--settings", settings],
        null,
        "unshare", "-rm", "sh", "-c", $"mount -t tmpfs -o size={size} none '{disk}' && exec \"$@\"", "sh");

    private static bool MayMount()
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        try
        {
            using Process probe = Process.Start("unshare", ["-rm", "mount", "-t", "tmpfs", "none", "/mnt"]);
            probe.WaitForExit();
            return probe.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
