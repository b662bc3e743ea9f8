using Xunit.Sdk;

namespace Prover.Pipeline.Tests;

/// <summary>Thousands of random schedules of the board.</summary>
public sealed class RandomBoardTests
{
    private const int Schedules = 500;
    private const int Steps = 80;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Whatever_happens_no_block_is_lost_and_no_wrong_proof_goes_on(int part)
    {
        for (int seed = part * Schedules; seed < (part + 1) * Schedules; seed++)
        {
            var board = new RandomBoard(seed);
            try
            {
                await board.RunAsync(Steps);
            }
            catch (Exception failure) when (failure is XunitException or InvalidOperationException)
            {
                Assert.Fail($"Schedule {seed}: {failure.Message}\n{string.Join('\n', board.Log)}");
            }
        }
    }
}
