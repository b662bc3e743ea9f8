using Xunit;

namespace Prover.EndToEnd.Tests.Service;

/// <summary>Waits for something that another task does.</summary>
internal static class Poll
{
    /// <summary>Fails if it has not come true within a minute.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isTrue)
    {
        for (int i = 0; i < 3000; i++)
        {
            if (await isTrue())
            {
                return;
            }

            await Task.Delay(20);
        }

        Assert.Fail("It did not come true within a minute.");
    }
}
