namespace Prover.Pipeline.Tests;

/// <summary>Strangers who ask for work under ever new names.</summary>
public sealed class AttackPresenceTests
{
    [Fact]
    public async Task Names_that_ask_once_are_not_all_remembered()
    {
        const int Names = 5000;
        var scope = new BoardScope();
        WeakReference[] asked = new WeakReference[Names];
        for (int i = 0; i < Names; i++)
        {
            asked[i] = await AskAsync(scope, i);
            scope.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.InRange(asked.Count(name => name.IsAlive), 1, 1024);
        GC.KeepAlive(scope);
    }

    private static async Task<WeakReference> AskAsync(BoardScope scope, int number)
    {
        WorkerIdentity worker = BoardScope.Worker($"w{number}");
        Assert.Null(await scope.Board.TryTakeAsync(worker, default));
        return new WeakReference(worker);
    }
}
