using Prover.EndToEnd.Tests.Service;
using Prover.Host.Service.Settings;
using Prover.Pipeline;
using Xunit;

namespace Prover.EndToEnd.Tests.Page;

/// <summary>The status page in a real browser: what it shows while a node lives, on a desk and on a phone.</summary>
public sealed class StatusPageTests
{
    private const string Chromium = "chromium";

    private static readonly WorkerIdentity Worker = new("bench-1", "native", [TestGate.Circuit]);

    private static string Shots { get; } =
        Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "status-page")).FullName;

    [ToolFact(Chromium)]
    public async Task A_job_moves_through_the_stages_before_the_readers_eyes()
    {
        await using TestNode node = await TestNode.StartAsync();
        await using Browser browser = await OpenAsync(node);
        await browser.UntilAsync(Activity("idle"));
        await browser.ShootAsync(Path.Combine(Shots, "idle.png"));
        _ = await browser.ValueAsync("window.notReloaded = true");

        using HttpResponseMessage posted = await node.PostAsync("k", TestGate.Block(1));
        await browser.UntilAsync(Row("7/1", "witness", "waiting"));
        await browser.UntilAsync("document.querySelector('#box-waiting .count').textContent === '1'");
        WorkItem item = await node.Board.TakeAsync(Worker, default);
        await browser.UntilAsync(Row("7/1", "witness", "running"));
        await RenewAsync(node, item, JobStage.Prove, 0.61);
        await browser.UntilAsync(Row("7/1", "prove", "running"));
        await browser.UntilAsync("Math.abs(document.querySelector('[data-job=\"7/1\"] progress').value - 0.61) < 0.01");
        await browser.UntilAsync(Activity("working"));
        await FillAsync(node);
        await browser.UntilAsync("document.querySelectorAll('#failures tr').length === 1"
            + " && document.querySelector('#failures').textContent.includes('does not satisfy')");
        await browser.ShootAsync(Path.Combine(Shots, "working.png"));
        await CompleteAsync(node, item);
        await browser.UntilAsync(Row("7/1", "verify", "waiting"));
        await AcceptAsync(node, item);
        await browser.UntilAsync(Row("7/1", "submit", "waiting"));
        await MoveAsync(node, item.Job, JobStage.Final, JobState.Running);
        await browser.UntilAsync(Row("7/1", "final", "running"));
        await MoveAsync(node, item.Job, JobStage.Final, JobState.Done);
        await browser.UntilAsync(Row("7/1", "final", "done"));
        await browser.UntilAsync("document.querySelector('[data-device=\"bench-1/native\"]') !== null");
        Assert.Equal("true", await browser.ValueAsync("window.notReloaded"));
        Assert.Empty(browser.Complaints);
    }

    [ToolFact(Chromium)]
    public async Task A_node_that_starts_says_at_what_it_is()
    {
        TaskCompletionSource ready = new();
        await using TestNode node = await TestNode.StartAsync(wait: ready.Task);
        await using Browser browser = await OpenAsync(node);
        await browser.UntilAsync(Activity("starting"));
        await browser.UntilAsync("document.getElementById('why').textContent.includes('waiting for the test')");
        await browser.ShootAsync(Path.Combine(Shots, "starting.png"));
        ready.SetResult();
        await browser.UntilAsync(Activity("idle"));
        Assert.Empty(browser.Complaints);
    }

    [ToolFact(Chromium)]
    public async Task A_stage_that_does_not_move_is_told_with_its_reason()
    {
        ServiceSettings settings = TestNode.Settings with
        {
            Node = new NodeSettings { Name = "node-1", StuckAfter = TimeSpan.FromSeconds(1) },
        };
        await using TestNode node = await TestNode.StartAsync(settings);
        using HttpResponseMessage posted = await node.PostAsync("k", TestGate.Block(1));
        WorkItem item = await node.Board.TakeAsync(Worker, default);
        await RenewAsync(node, item, JobStage.Prove, 0.3);
        await using Browser browser = await OpenAsync(node);
        await browser.UntilAsync(Activity("stuck"));
        await browser.UntilAsync("document.getElementById('why').textContent.includes('nothing has moved')");
        await browser.ShootAsync(Path.Combine(Shots, "stuck.png"));
        await ProveAsync(node, item);
        await browser.UntilAsync("document.getElementById('activity').dataset.state !== 'stuck'"
            + " && document.getElementById('why').textContent === ''");
        Assert.Empty(browser.Complaints);
    }

    [ToolFact(Chromium)]
    public async Task A_phone_shows_it_without_scrolling_to_the_side()
    {
        await using TestNode node = await TestNode.StartAsync();
        await FillAsync(node);
        await using Browser browser = await OpenAsync(node, 360, 740);
        await browser.UntilAsync("document.querySelectorAll('#blocks tr[data-job]').length > 3");
        await browser.ShootAsync(Path.Combine(Shots, "phone.png"));
        Assert.Equal(
            "true", await browser.ValueAsync("document.documentElement.scrollWidth <= window.innerWidth"));
        Assert.Equal("360", await browser.ValueAsync("window.innerWidth"));
        Assert.Empty(browser.Complaints);
    }

    [ToolFact(Chromium)]
    public async Task A_script_that_is_not_the_pages_own_does_not_run_and_is_noticed()
    {
        await using TestNode node = await TestNode.StartAsync();
        await using Browser browser = await OpenAsync(node);
        await browser.UntilAsync(Activity("idle"));
        _ = await browser.ValueAsync(
            "document.body.append(Object.assign(document.createElement('script'), { textContent: 'evil = 1' }))");
        Assert.Equal("undefined", await browser.ValueAsync("window.evil"));
        await Poll.UntilAsync(() => Task.FromResult(browser.Complaints.Count > 0));
    }

    private static async Task<Browser> OpenAsync(TestNode node, int width = 1280, int height = 900)
    {
        Browser browser = await Browser.StartAsync(Chromium);
        _ = browser.ResizeAsync(width, height, phone: width < 600);
        await browser.GoAsync(node.Url + "/");
        return browser;
    }

    private static string Activity(string state) => $"document.getElementById('activity').dataset.state === '{state}'";

    private static string Row(string job, string stage, string state)
    {
        return $"[...document.querySelectorAll('[data-job=\"{job}\"] td')]"
            + $".map(c => c.textContent).slice(1, 3).join(' ') === '{stage} {state}'";
    }

    private static Task<WorkAnswer> RenewAsync(TestNode node, WorkItem item, JobStage stage, double fraction)
    {
        return node.Board.RenewAsync(item, Worker, new WorkProgress(stage, fraction), default);
    }

    private static async Task ProveAsync(TestNode node, WorkItem item)
    {
        await CompleteAsync(node, item);
        await AcceptAsync(node, item);
    }

    private static async Task CompleteAsync(TestNode node, WorkItem item)
    {
        WorkResult result = new(new byte[256], TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        Assert.Equal(WorkAnswer.Accepted, await node.Board.CompleteAsync(item, Worker, result, default));
    }

    private static async Task AcceptAsync(TestNode node, WorkItem item)
    {
        Job proven = (await node.Store.ReadAsync(reader => reader.Find(item.Job), default))!;
        Assert.True(await node.Board.AcceptProofAsync(proven, default));
    }

    /// <summary>Jobs in several states: one is dead with its reason, others wait.</summary>
    private static async Task FillAsync(TestNode node)
    {
        for (int number = 2; number <= 6; number++)
        {
            using HttpResponseMessage posted = await node.PostAsync($"k{number}", TestGate.Block(number));
        }

        await EventStreamTests.KillAsync(node);
    }

    private static async Task MoveAsync(TestNode node, JobId id, JobStage stage, JobState state)
    {
        _ = await node.Store.TransactAsync(
            "move",
            rows =>
            {
                Job job = rows.Find(id)!;
                rows.Save(job with { Stage = stage, State = state, StageSince = DateTimeOffset.UtcNow });
                return 0;
            },
            default);
    }
}
