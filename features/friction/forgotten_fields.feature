@friction
Feature: A forgotten field is refused, and nothing else is lost

  @UX06
  Scenario Outline: Without my <part> the address is not taken
    Given I have a product in stock in my cart
    When I forget my <part> in the address
    Then I should be told which field is missing

    Examples:
      | part   |
      | name   |
      | street |

  @UX05
  Scenario: After a forgotten name everything else is as I typed it
    Given I have a product in stock in my cart
    When I forget my name in the address
    Then what I typed should still be there
